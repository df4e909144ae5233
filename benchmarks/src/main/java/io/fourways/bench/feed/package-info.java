/** Servers under a load of subscribers and events, and what has come of it. */
@NullMarked
package io.fourways.bench.feed;

import org.jspecify.annotations.NullMarked;
