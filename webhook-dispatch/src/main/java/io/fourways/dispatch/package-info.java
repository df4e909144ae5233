/** webhook-dispatch: broker in, signed webhooks out. */
@NullMarked
package io.fourways.dispatch;

import org.jspecify.annotations.NullMarked;
