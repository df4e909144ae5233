/** The requests that publish events: every form an event may come in, and what is answered. */
@NullMarked
package io.fourways.producer.intake;

import org.jspecify.annotations.NullMarked;
