/** What is said over a WebSocket: events, and the control frames of {@code fourways.v1}. */
@NullMarked
package io.fourways.gateway.session;

import org.jspecify.annotations.NullMarked;
