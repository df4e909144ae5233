/** Sends requests to other people's servers: only where they may go, only for so long, reading only so much. */
@NullMarked
package io.fourways.dispatch.egress;

import org.jspecify.annotations.NullMarked;
