package io.fourways.gateway;

import com.rabbitmq.stream.Address;
import com.rabbitmq.stream.Environment;
import io.fourways.contract.Logs;
import io.fourways.gateway.connection.NativeThreads;
import io.fourways.gateway.log.LogHealth;
import io.fourways.gateway.log.LogMetrics;
import io.fourways.gateway.memory.MemoryLogSource;
import io.fourways.gateway.policy.Policies;
import io.fourways.gateway.serving.LogLifecycle;
import io.fourways.gateway.serving.LogSources;
import io.fourways.gateway.serving.ServedLog;
import io.fourways.gateway.serving.ServedLogs;
import io.fourways.gateway.stream.LogCodec;
import io.fourways.gateway.stream.StreamLogSource;
import io.fourways.service.logs.UnusableLogsException;
import io.fourways.service.trace.EventSpans;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.amqp.core.AmqpAdmin;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.boot.amqp.autoconfigure.EnvironmentBuilderCustomizer;
import org.springframework.boot.amqp.autoconfigure.RabbitProperties;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** From the broker into the windows. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(GatewayProperties.class)
class LogConfiguration {

    private static final int NO_LIMIT_BUT_THE_BROKERS = 0;

    /** Let go of what they hold when nobody follows them any more. */
    @Bean
    ServedLogs servedLogs(
            Logs logs,
            LogSources sources,
            GatewayProperties properties,
            Policies policies,
            MeterRegistry metrics,
            EventSpans spans) {
        LogAssembly assembly = new LogAssembly(properties, policies, metrics, spans);
        return new ServedLogs(
                logs,
                served(logs, properties.logs()).stream()
                        .map(sources::of)
                        .map(assembly::assemble)
                        .toList());
    }

    private static Collection<String> served(Logs logs, List<String> wanted) {
        if (!logs.names().containsAll(wanted)) {
            throw UnusableLogsException.unknown(wanted, logs.names());
        }
        return wanted.isEmpty() ? logs.names() : new LinkedHashSet<>(wanted);
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

    /** A chunk of the log comes as one frame, and is as large as it was written: who asks for less may be refused it. */
    @Bean
    EnvironmentBuilderCustomizer howeverLargeItIs() {
        return builder -> builder.requestedMaxFrameSize(NO_LIMIT_BUT_THE_BROKERS);
    }

    /** For the log's connections, which are ended before them. */
    @Bean
    NativeThreads logThreads() {
        return new NativeThreads("log");
    }

    /** As clients are served: what one event costs is for the most part being woken for it. */
    @Bean
    EnvironmentBuilderCustomizer byNativeThreads(NativeThreads logThreads) {
        return builder -> builder.netty()
                .eventLoopGroup(logThreads.group())
                .bootstrapCustomizer(bootstrap -> bootstrap.channel(logThreads.channel()));
    }

    @Bean
    @ConditionalOnBooleanProperty(name = "fourways.broker.embedded", havingValue = false, matchIfMissing = true)
    LogSources streams(Environment environment, AmqpAdmin admin) {
        return name -> new StreamLogSource(name, environment, admin::initialize);
    }

    @Bean
    @ConditionalOnBooleanProperty("fourways.broker.embedded")
    LogSources memory(ConnectionFactory connections) {
        return name -> new MemoryLogSource(connections);
    }

    @Bean
    LogLifecycle logLifecycle(ServedLogs logs, GatewayProperties properties) {
        return new LogLifecycle(logs, properties.window().maxEvents());
    }

    @Bean
    MeterBinder logMetrics(ServedLogs logs) {
        return registry -> logs.all()
                .forEach(log -> new LogMetrics(log.name(), log.tail(), log.state(), log.window(), Clock.systemUTC())
                        .bindTo(registry));
    }

    @Bean
    HealthIndicator logHealthIndicator(ServedLogs logs) {
        return new LogHealth(
                logs.all().stream().collect(Collectors.toUnmodifiableMap(ServedLog::name, ServedLog::state)));
    }
}
