/** Going away politely. */
@NullMarked
package io.fourways.gateway.drain;

import org.jspecify.annotations.NullMarked;
