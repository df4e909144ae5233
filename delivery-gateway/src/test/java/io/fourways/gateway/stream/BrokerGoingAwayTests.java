package io.fourways.gateway.stream;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.rabbitmq.stream.ConsumerBuilder;
import com.rabbitmq.stream.Environment;
import io.fourways.contract.Logs;
import io.fourways.gateway.log.LogUnavailableException;
import java.lang.reflect.Proxy;
import org.junit.jupiter.api.Test;

/** A broker that dies just while the log is being opened: the stream client fails with whatever it stumbles over. */
class BrokerGoingAwayTests {

    @Test
    void makesTheLogUnavailable() {
        StreamLogSource source = new StreamLogSource(Logs.DEFAULT, answering(Environment.class), () -> {});

        assertThatExceptionOfType(LogUnavailableException.class)
                .isThrownBy(() -> source.read(0, 10, 10, 1000))
                .withCauseInstanceOf(NullPointerException.class);
        source.close();
    }

    /** One of whose methods each leads on to the next, up to the consumer, which cannot be had. */
    private static <T> T answering(Class<T> type) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    if (type == ConsumerBuilder.class && method.getName().equals("build")) {
                        throw new NullPointerException("metadata");
                    }
                    return method.getReturnType() == type ? proxy : answering(method.getReturnType());
                }));
    }
}
