/** Decides which addresses and URLs a request of ours may go to, however they are written. */
@NullMarked
package io.fourways.dispatch.egress.address;

import org.jspecify.annotations.NullMarked;
