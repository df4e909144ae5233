/** What lets the load in. */
@NullMarked
package io.fourways.bench.access;

import org.jspecify.annotations.NullMarked;
