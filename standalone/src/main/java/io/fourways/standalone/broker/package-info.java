/** A message broker inside the process, for when no RabbitMQ is named. */
@NullMarked
package io.fourways.standalone.broker;

import org.jspecify.annotations.NullMarked;
