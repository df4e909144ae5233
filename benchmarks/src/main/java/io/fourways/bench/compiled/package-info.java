/** Programs in C, built where they run. */
@NullMarked
package io.fourways.bench.compiled;

import org.jspecify.annotations.NullMarked;
