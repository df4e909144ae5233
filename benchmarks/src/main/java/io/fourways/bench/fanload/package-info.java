/** The load client in C: built where it runs, told what to do, and what it says taken apart. */
@NullMarked
package io.fourways.bench.fanload;

import org.jspecify.annotations.NullMarked;
