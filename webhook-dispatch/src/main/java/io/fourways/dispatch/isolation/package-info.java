/** Keeps endpoints from each other: each has its own concurrency, rate, circuit breaker and turn. */
@NullMarked
package io.fourways.dispatch.isolation;

import org.jspecify.annotations.NullMarked;
