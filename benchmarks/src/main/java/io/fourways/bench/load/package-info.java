/** HTTP clients that keep a server busy, and count what it answers. */
@NullMarked
package io.fourways.bench.load;

import org.jspecify.annotations.NullMarked;
