/** The log as a RabbitMQ stream. */
@NullMarked
package io.fourways.gateway.stream;

import org.jspecify.annotations.NullMarked;
