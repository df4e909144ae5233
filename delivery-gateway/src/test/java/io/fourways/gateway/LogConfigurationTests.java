package io.fourways.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.isA;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import com.rabbitmq.stream.EnvironmentBuilder;
import io.fourways.contract.Logs;
import io.fourways.gateway.connection.NativeThreads;
import io.fourways.gateway.log.EntryDecoder;
import io.fourways.gateway.log.Events;
import io.fourways.gateway.log.Identities;
import io.fourways.gateway.log.InMemoryLog;
import io.fourways.gateway.log.LogEntry;
import io.fourways.gateway.log.LogRecord;
import io.fourways.gateway.policy.PolicyConfiguration;
import io.fourways.gateway.serving.LogSources;
import io.fourways.gateway.serving.ServedLogs;
import io.fourways.gateway.stream.LogCodec;
import io.fourways.service.trace.EventSpans;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.mockito.Answers;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import reactor.netty.resources.LoopResources;

class LogConfigurationTests {

    @Test
    void readsTheLogWithItsOwnCodec() {
        EnvironmentBuilder builder = mock();
        new LogConfiguration().whateverIsWritten().customize(builder);
        verify(builder).codec(isA(LogCodec.class));
    }

    @Test
    void takesWhateverTheBrokerMaySend() {
        EnvironmentBuilder builder = mock();
        new LogConfiguration().howeverLargeItIs().customize(builder);
        verify(builder).requestedMaxFrameSize(0);
    }

    @Test
    void readsTheLogByTheKernelsOwnMeansWhereThereAreAny() {
        EnvironmentBuilder builder = mock(Answers.RETURNS_DEEP_STUBS);
        Bootstrap bootstrap = new Bootstrap().handler(new ChannelInboundHandlerAdapter());
        when(builder.netty().eventLoopGroup(any())).thenAnswer(given -> {
            bootstrap.group(given.getArgument(0));
            return builder.netty();
        });
        when(builder.netty().bootstrapCustomizer(any())).thenAnswer(given -> {
            given.<Consumer<Bootstrap>>getArgument(0).accept(bootstrap);
            return builder.netty();
        });
        LogConfiguration configuration = new LogConfiguration();
        try (NativeThreads threads = configuration.logThreads()) {
            configuration.byNativeThreads(threads).customize(builder);
            Channel channel = bootstrap.register().syncUninterruptibly().channel();
            assertThat(channel instanceof NioSocketChannel).isNotEqualTo(LoopResources.hasNativeSupport());
            channel.close().syncUninterruptibly();
        }
    }

    @Test
    void letsGoOfWhatTheWindowHoldsInTheEnd() {
        LogEntry entry = new EntryDecoder(PooledByteBufAllocator.DEFAULT, new Identities(1))
                .decode(LogRecord.writtenNow(1, Events.on("a")))
                .entry();
        try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
            context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor());
            context.addBeanFactoryPostProcessor(factory -> withoutLog((BeanDefinitionRegistry) factory));
            context.register(LogConfiguration.class, PolicyConfiguration.class);
            context.registerBean(Logs.class, () -> Logs.ONE);
            context.registerBean(MeterRegistry.class, SimpleMeterRegistry::new);
            context.registerBean(EventSpans.class, () -> EventSpans.OFF);
            context.registerBean(
                    "sources", LogSources.class, () -> InMemoryLog::new, definition -> definition.setPrimary(true));
            context.refresh();
            context.getBean(ServedLogs.class).all().get(0).window().append(entry);
        }
        assertThat(entry.acquire()).isFalse();
    }

    private static void withoutLog(BeanDefinitionRegistry beans) {
        beans.removeBeanDefinition("logLifecycle");
    }
}
