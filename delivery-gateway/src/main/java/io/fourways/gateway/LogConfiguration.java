package io.fourways.gateway;

import com.rabbitmq.stream.Address;
import com.rabbitmq.stream.Environment;
import io.fourways.gateway.channels.ChannelBackfill;
import io.fourways.gateway.channels.ChannelDirectory;
import io.fourways.gateway.log.EntryDecoder;
import io.fourways.gateway.log.Identities;
import io.fourways.gateway.log.LogHealth;
import io.fourways.gateway.log.LogLifecycle;
import io.fourways.gateway.log.LogMetrics;
import io.fourways.gateway.log.LogSource;
import io.fourways.gateway.log.LogState;
import io.fourways.gateway.log.LogTail;
import io.fourways.gateway.log.Window;
import io.fourways.gateway.memory.MemoryLogSource;
import io.fourways.gateway.policy.Policies;
import io.fourways.gateway.replay.Replay;
import io.fourways.gateway.replay.ReplayLimits;
import io.fourways.gateway.stream.LogCodec;
import io.fourways.gateway.stream.StreamLogSource;
import io.fourways.service.trace.EventSpans;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.buffer.PooledByteBufAllocator;
import java.time.Clock;
import org.springframework.amqp.core.AmqpAdmin;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.boot.amqp.autoconfigure.EnvironmentBuilderCustomizer;
import org.springframework.boot.amqp.autoconfigure.RabbitProperties;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** From the broker into the window. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(GatewayProperties.class)
class LogConfiguration {

    /** Lets go of what it holds when nobody follows the log any more. */
    @Bean(destroyMethod = "clear")
    Window window(GatewayProperties properties) {
        GatewayProperties.Window window = properties.window();
        return new Window(window.maxEvents(), window.maxBytes().toBytes());
    }

    @Bean
    LogTail logTail(
            Window window, GatewayProperties properties, Policies policies, MeterRegistry metrics, EventSpans spans) {
        Identities identities = new Identities(properties.window().identities());
        return new LogTail(
                window, new EntryDecoder(PooledByteBufAllocator.DEFAULT, identities, policies, spans), metrics);
    }

    /** A broker says where it can be reached, and is rarely right when it lives in a container. */
    @Bean
    EnvironmentBuilderCustomizer whereItWasConfigured(RabbitProperties properties) {
        Address address = new Address(
                properties.getStream().getHost(), properties.getStream().getPort());
        return builder -> builder.addressResolver(advertised -> address);
    }

    /** What is read must not depend on what others wrote beside it. */
    @Bean
    EnvironmentBuilderCustomizer whateverIsWritten() {
        return builder -> builder.codec(new LogCodec());
    }

    @Bean
    @ConditionalOnBooleanProperty(name = "fourways.broker.embedded", havingValue = false, matchIfMissing = true)
    LogSource streamLogSource(Environment environment, AmqpAdmin admin) {
        return new StreamLogSource(environment, admin::initialize);
    }

    @Bean
    @ConditionalOnBooleanProperty("fourways.broker.embedded")
    LogSource memoryLogSource(ConnectionFactory connections) {
        return new MemoryLogSource(connections);
    }

    @Bean
    Replay replay(
            LogSource source, Window window, GatewayProperties properties, Policies policies, MeterRegistry metrics) {
        GatewayProperties.Replay replay = properties.replay();
        return new Replay(
                source,
                window,
                new ReplayLimits(
                        replay.concurrency(),
                        replay.waiting(),
                        replay.reading().toBytes(),
                        replay.cache().toBytes()),
                policies,
                metrics);
    }

    @Bean
    ChannelDirectory channelDirectory(GatewayProperties properties) {
        return new ChannelDirectory(Clock.systemUTC(), properties.maxChannels());
    }

    @Bean
    ChannelBackfill channelBackfill(LogSource source, Replay replay, GatewayProperties properties) {
        return new ChannelBackfill(source, replay, Clock.systemUTC(), properties.maxChannels());
    }

    @Bean
    LogLifecycle logLifecycle(LogSource source, LogTail tail, GatewayProperties properties) {
        return new LogLifecycle(source, tail, properties.window().maxEvents());
    }

    @Bean
    LogState logState(LogTail tail, LogSource source) {
        return LogState.of(tail, source);
    }

    @Bean
    LogMetrics logMetrics(LogTail tail, LogState log, Window window) {
        return new LogMetrics(tail, log, window, Clock.systemUTC());
    }

    @Bean
    HealthIndicator logHealthIndicator(LogState log) {
        return new LogHealth(log);
    }
}
