/** What is owed to endpoints: claimed, sent, recorded. */
@NullMarked
package io.fourways.dispatch.delivery;

import org.jspecify.annotations.NullMarked;
