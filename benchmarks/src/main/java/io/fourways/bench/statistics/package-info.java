/** Figures of several rounds. */
@NullMarked
package io.fourways.bench.statistics;

import org.jspecify.annotations.NullMarked;
