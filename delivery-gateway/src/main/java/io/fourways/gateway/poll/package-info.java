/** Short and long polling. */
@NullMarked
package io.fourways.gateway.poll;

import org.jspecify.annotations.NullMarked;
