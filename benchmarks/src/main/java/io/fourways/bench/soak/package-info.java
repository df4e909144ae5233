/** Whether the gateway grows, or loses anything, when it is treated badly for long. */
@NullMarked
package io.fourways.bench.soak;

import org.jspecify.annotations.NullMarked;
