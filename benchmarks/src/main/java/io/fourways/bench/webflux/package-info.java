/** Fan-out by WebFlux as one writes it by hand. */
@NullMarked
package io.fourways.bench.webflux;

import org.jspecify.annotations.NullMarked;
