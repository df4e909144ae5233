/** Contenders measured in turn, on the time that they take and on the CPU time of everybody involved. */
@NullMarked
package io.fourways.bench.round;

import org.jspecify.annotations.NullMarked;
