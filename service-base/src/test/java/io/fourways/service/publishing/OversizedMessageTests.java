package io.fourways.service.publishing;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Method;
import com.rabbitmq.client.ShutdownSignalException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OversizedMessageTests {

    @ParameterizedTest
    @CsvSource({
        "406, 60, 40, true", // RabbitMQ
        "311, 60, 40, true", // AMQP's own
        "406, 60, 80, false", // an acknowledgement of something unknown
        "406, 50, 10, false", // another declaration of a queue
        "404, 60, 40, false", // no exchange
        "403, 60, 40, false"
    })
    void isWhatEndsAChannelOnlyIfThePublishWasAtFault(int code, int ofClass, int method, boolean oversized) {
        AMQP.Channel.Close close = new AMQP.Channel.Close.Builder()
                .replyCode(code)
                .replyText("in whatever words")
                .classId(ofClass)
                .methodId(method)
                .build();

        assertThat(OversizedMessage.ended(because(close))).isEqualTo(oversized);
    }

    @ParameterizedTest
    @CsvSource({"320", "501", "541"})
    void isNotWhatEndsAConnection(int code) {
        AMQP.Connection.Close close =
                new AMQP.Connection.Close.Builder().replyCode(code).build();

        assertThat(OversizedMessage.ended(because(close))).isFalse();
    }

    private static ShutdownSignalException because(Method reason) {
        return new ShutdownSignalException(false, false, reason, null);
    }
}
