/** What each way would cost a client of a channel now, and which to use. */
@NullMarked
package io.fourways.gateway.advice;

import org.jspecify.annotations.NullMarked;
