/** What readers are given and how they fare, counted. */
@NullMarked
package io.fourways.gateway.tally;

import org.jspecify.annotations.NullMarked;
