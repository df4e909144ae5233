/** Servers that do less than webhook-ingest does, to compare it with. */
@NullMarked
package io.fourways.bench.floor;

import org.jspecify.annotations.NullMarked;
