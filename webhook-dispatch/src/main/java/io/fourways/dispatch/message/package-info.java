/** What is owed: messages, accepted once, with a delivery for each endpoint that is to get them. */
@NullMarked
package io.fourways.dispatch.message;

import org.jspecify.annotations.NullMarked;
