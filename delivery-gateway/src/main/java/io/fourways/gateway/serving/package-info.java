/** The logs that this gateway serves, each with what follows it, replays it and fans it out; and which of them a reader wants. */
@NullMarked
package io.fourways.gateway.serving;

import org.jspecify.annotations.NullMarked;
