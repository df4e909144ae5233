/** What figures are meant to be, and whether they are. */
@NullMarked
package io.fourways.bench.goal;

import org.jspecify.annotations.NullMarked;
