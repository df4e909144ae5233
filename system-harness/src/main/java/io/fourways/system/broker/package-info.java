/** RabbitMQ for the tests: one given, one in a container, or a private node that may be killed. */
@NullMarked
package io.fourways.system.broker;

import org.jspecify.annotations.NullMarked;
