/** What the log holds in the end. */
@NullMarked
package io.fourways.bench.log;

import org.jspecify.annotations.NullMarked;
