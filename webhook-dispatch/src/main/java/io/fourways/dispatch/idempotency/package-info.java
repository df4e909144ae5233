/** Requests that may be sent again: of one Idempotency-Key the first is done, the others get its answer. */
@NullMarked
package io.fourways.dispatch.idempotency;

import org.jspecify.annotations.NullMarked;
