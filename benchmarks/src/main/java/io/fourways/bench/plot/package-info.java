/** Figures as drawings. */
@NullMarked
package io.fourways.bench.plot;

import org.jspecify.annotations.NullMarked;
