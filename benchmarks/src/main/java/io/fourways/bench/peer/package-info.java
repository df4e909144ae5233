/** Servers that fan events out, each a process of its own: the gateway and those that it is measured beside. */
@NullMarked
package io.fourways.bench.peer;

import org.jspecify.annotations.NullMarked;
