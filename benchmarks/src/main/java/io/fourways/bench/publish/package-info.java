/** What publishing an event with the broker's confirm costs. */
@NullMarked
package io.fourways.bench.publish;

import org.jspecify.annotations.NullMarked;
