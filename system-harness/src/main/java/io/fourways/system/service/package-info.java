/** Services as real processes from their built jars. */
@NullMarked
package io.fourways.system.service;

import org.jspecify.annotations.NullMarked;
