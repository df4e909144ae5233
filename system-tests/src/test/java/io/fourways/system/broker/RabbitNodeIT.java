package io.fourways.system.broker;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.MessageProperties;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RabbitNodeIT {

    @Test
    void keepsWhatItConfirmedOverKill9() throws Exception {
        try (RabbitNode node = RabbitNode.started()) {
            BrokerAddress address = node.newVirtualHost();
            publishConfirmed(address, "kept");

            node.kill9();
            node.start();

            assertThat(firstIn(address)).isEqualTo("kept");
        }
    }

    private static void publishConfirmed(BrokerAddress address, String text) throws Exception {
        try (Connection connection = address.connect();
                Channel channel = connection.createChannel()) {
            channel.queueDeclare("memory", true, false, false, null);
            channel.confirmSelect();
            channel.basicPublish(
                    "", "memory", MessageProperties.PERSISTENT_BASIC, text.getBytes(StandardCharsets.UTF_8));
            channel.waitForConfirmsOrDie(Duration.ofSeconds(10).toMillis());
        }
    }

    private static String firstIn(BrokerAddress address) throws Exception {
        try (Connection connection = address.connect();
                Channel channel = connection.createChannel()) {
            return new String(channel.basicGet("memory", true).getBody(), StandardCharsets.UTF_8);
        }
    }
}
