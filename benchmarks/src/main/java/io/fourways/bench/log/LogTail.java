package io.fourways.bench.log;

import com.rabbitmq.stream.Address;
import com.rabbitmq.stream.Environment;
import com.rabbitmq.stream.OffsetSpecification;
import io.fourways.bench.statistics.Latencies;
import io.fourways.bench.statistics.Percentiles;
import io.fourways.contract.Topology;
import io.fourways.system.broker.BrokerAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The broker's stream client at the end of the log, and nothing behind it: how long events take that far, by the time that
 * the load has put into them.
 */
public final class LogTail implements AutoCloseable {

    private static final Pattern SENT = Pattern.compile("\"ts\":(\\d+)");

    private final Environment environment;
    private final Latencies latencies = new Latencies();

    private LogTail(Environment environment) {
        this.environment = environment;
    }

    /** From now on. */
    public static LogTail of(BrokerAddress broker) {
        LogTail tail = new LogTail(Environment.builder()
                .host(broker.host())
                .port(broker.streamPort())
                .username(broker.username())
                .password(broker.password())
                .virtualHost(broker.virtualHost())
                .addressResolver(advertised -> new Address(broker.host(), broker.streamPort()))
                .build());
        tail.environment.consumerBuilder().stream(Topology.LOG)
                .offset(OffsetSpecification.next())
                .messageHandler((context, message) -> tail.arrived(message.getBodyAsBinary()))
                .build();
        return tail;
    }

    private void arrived(byte[] event) {
        Instant now = Instant.now();
        Matcher sent = SENT.matcher(new String(event, StandardCharsets.US_ASCII));
        if (sent.find()) {
            latencies.add(
                    TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano() - Long.parseLong(sent.group(1)));
        }
    }

    /** Of all that has arrived. */
    public Percentiles latencies() {
        return latencies;
    }

    @Override
    public void close() {
        environment.close();
    }
}
