/** What the gateway's fan-out costs, beside its peers. */
@NullMarked
package io.fourways.bench.fanout;

import org.jspecify.annotations.NullMarked;
