package io.fourways.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.isA;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;

import com.rabbitmq.stream.EnvironmentBuilder;
import io.fourways.gateway.log.EntryDecoder;
import io.fourways.gateway.log.Events;
import io.fourways.gateway.log.Identities;
import io.fourways.gateway.log.LogEntry;
import io.fourways.gateway.log.LogRecord;
import io.fourways.gateway.log.Window;
import io.fourways.gateway.stream.LogCodec;
import io.netty.buffer.PooledByteBufAllocator;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

class LogConfigurationTests {

    @Test
    void readsTheLogWithItsOwnCodec() {
        EnvironmentBuilder builder = mock();
        new LogConfiguration().whateverIsWritten().customize(builder);
        verify(builder).codec(isA(LogCodec.class));
    }

    @Test
    void letsGoOfWhatTheWindowHoldsInTheEnd() {
        LogEntry entry = new EntryDecoder(PooledByteBufAllocator.DEFAULT, new Identities(1))
                .decode(LogRecord.writtenNow(1, Events.on("a")))
                .entry();
        try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
            context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor());
            context.addBeanFactoryPostProcessor(factory -> withoutLog((BeanDefinitionRegistry) factory));
            context.register(LogConfiguration.class);
            context.refresh();
            context.getBean(Window.class).append(entry);
        }
        assertThat(entry.acquire()).isFalse();
    }

    private static void withoutLog(BeanDefinitionRegistry beans) {
        beans.removeBeanDefinition("logLifecycle");
    }
}
