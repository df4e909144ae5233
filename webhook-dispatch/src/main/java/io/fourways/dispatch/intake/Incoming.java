package io.fourways.dispatch.intake;

import com.rabbitmq.client.AMQP.BasicProperties;

/**
 * A message of the work queue, not acknowledged yet.
 *
 * @param tag        its number on the channel it came by
 * @param routingKey the channel it was published to
 * @param properties as they came
 * @param body       an event in wire form, if all is well; not to be changed
 */
@SuppressWarnings("ArrayRecordComponent")
record Incoming(long tag, String routingKey, BasicProperties properties, byte[] body) {}
