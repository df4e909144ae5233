/** Whom the gateway lets in: limits on connections and publishing, and origins. */
@NullMarked
package io.fourways.gateway.access;

import org.jspecify.annotations.NullMarked;
