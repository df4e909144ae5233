/** What things cost, beside their peers in the same run. */
@NullMarked
package io.fourways.bench;

import org.jspecify.annotations.NullMarked;
