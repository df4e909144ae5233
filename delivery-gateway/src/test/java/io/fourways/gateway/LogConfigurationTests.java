package io.fourways.gateway;

import static org.mockito.ArgumentMatchers.isA;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;

import com.rabbitmq.stream.EnvironmentBuilder;
import io.fourways.gateway.stream.LogCodec;
import org.junit.jupiter.api.Test;

class LogConfigurationTests {

    @Test
    void readsTheLogWithItsOwnCodec() {
        EnvironmentBuilder builder = mock();
        new LogConfiguration().whateverIsWritten().customize(builder);
        verify(builder).codec(isA(LogCodec.class));
    }
}
