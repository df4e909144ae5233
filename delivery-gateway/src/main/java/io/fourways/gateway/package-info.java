/** Reads the log once and gives it to clients in four ways. */
@NullMarked
package io.fourways.gateway;

import org.jspecify.annotations.NullMarked;
