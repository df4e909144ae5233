/** How each thing that can be said of a fan-out is measured. */
@NullMarked
package io.fourways.bench.scenario;

import org.jspecify.annotations.NullMarked;
