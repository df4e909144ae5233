/** Whom the gateway lets in: limits on connections and publishing, origins, the end of a caller's time. */
@NullMarked
package io.fourways.gateway.access;

import org.jspecify.annotations.NullMarked;
