/** The services under test together, as they are installed. */
@NullMarked
package io.fourways.system.service;

import org.jspecify.annotations.NullMarked;
