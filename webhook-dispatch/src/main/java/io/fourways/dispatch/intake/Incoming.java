package io.fourways.dispatch.intake;

import com.rabbitmq.client.AMQP.BasicProperties;
import io.fourways.contract.Topology;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A message of the work queue, not acknowledged yet.
 *
 * @param tag        its number on the channel it came by
 * @param routingKey the channel it was published to
 * @param properties as they came
 * @param body       an event in wire form, if all is well; not to be changed
 */
@SuppressWarnings("ArrayRecordComponent")
record Incoming(long tag, String routingKey, BasicProperties properties, byte[] body) {

    /** When it was published, if it says so. */
    @Nullable
    Instant published() {
        Map<String, Object> headers = properties.getHeaders();
        return headers != null && headers.get(Topology.PUBLISHED) instanceof Long milliseconds
                ? Instant.ofEpochMilli(milliseconds)
                : null;
    }
}
