/** Server-sent events. */
@NullMarked
package io.fourways.gateway.sse;

import org.jspecify.annotations.NullMarked;
