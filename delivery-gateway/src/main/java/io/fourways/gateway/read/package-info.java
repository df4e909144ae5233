/** The one resource: what a request asks for, and in which of the four ways. */
@NullMarked
package io.fourways.gateway.read;

import org.jspecify.annotations.NullMarked;
