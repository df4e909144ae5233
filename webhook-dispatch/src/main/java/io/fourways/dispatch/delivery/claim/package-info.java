/** Whose deliveries are due, and who has them: what is asked of the database before anything is sent. */
@NullMarked
package io.fourways.dispatch.delivery.claim;

import org.jspecify.annotations.NullMarked;
