/** What every service stands on. */
@NullMarked
package io.fourways.service;

import org.jspecify.annotations.NullMarked;
