/** The ways to read. */
@NullMarked
package io.fourways.gateway.way;

import org.jspecify.annotations.NullMarked;
