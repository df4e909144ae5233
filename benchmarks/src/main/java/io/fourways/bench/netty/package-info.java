/** A broadcaster on bare Netty: about the least that a JVM can fan events out with. */
@NullMarked
package io.fourways.bench.netty;

import org.jspecify.annotations.NullMarked;
