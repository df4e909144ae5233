/** Programs that do less than webhook-ingest and webhook-dispatch do, to compare them with. */
@NullMarked
package io.fourways.bench.floor;

import org.jspecify.annotations.NullMarked;
