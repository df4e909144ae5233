/** Polls whose text was seen and admitted before, answered beneath WebFlux. */
@NullMarked
package io.fourways.gateway.prepared;

import org.jspecify.annotations.NullMarked;
