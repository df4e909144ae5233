/** The API of messages, as Svix has it. */
@NullMarked
package io.fourways.dispatch.message.api;

import org.jspecify.annotations.NullMarked;
