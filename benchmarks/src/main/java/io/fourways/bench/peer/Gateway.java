package io.fourways.bench.peer;

import io.fourways.bench.access.Token;
import io.fourways.contract.Topology;
import io.fourways.system.broker.BrokerAddress;
import io.fourways.system.broker.RabbitNode;
import io.fourways.system.service.ServiceJar;
import io.fourways.system.service.ServiceProcess;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The delivery gateway from its jar, over RabbitMQ. Subscribers show a token; what is published goes to the exchange, with
 * the broker's confirm, as the producer does it.
 *
 * @param service   its process
 * @param broker    where its log is
 * @param brokerPid the broker's process
 * @param token     what subscribers show
 */
public record Gateway(ServiceProcess service, BrokerAddress broker, long brokerPid, String token)
        implements FanoutServer {

    /** Starts it on a log of its own, and waits until it is ready. */
    public static Gateway start(RabbitNode rabbit, List<String> jvmOptions) {
        return start(rabbit.newVirtualHost(), rabbit.pid(), jvmOptions, Map.of());
    }

    /** Starts another one on the same log, and waits until it is ready. */
    public Gateway another(List<String> jvmOptions) {
        return start(broker, brokerPid, jvmOptions, Map.of());
    }

    /** Starts one on this log, with these settings besides, and waits until it is ready. */
    public static Gateway start(
            BrokerAddress broker, long brokerPid, List<String> jvmOptions, Map<String, String> settings) {
        Map<String, String> environment = environment(broker);
        environment.putAll(settings);
        ServiceProcess service = ServiceProcess.launch(ServiceJar.GATEWAY, jvmOptions, environment);
        return new Gateway(service.awaitReady(), broker, brokerPid, Token.toSubscribe());
    }

    /**
     * All subscribers are one subject and have one address, and come as fast as they can: what each may have, and how fast they
     * may come, are the limits that are set.
     */
    private static Map<String, String> environment(BrokerAddress broker) {
        Map<String, String> environment = new HashMap<>(broker.environment());
        environment.put("FOURWAYS_SECURITY_JWT_SECRET", Token.SECRET);
        environment.put("FOURWAYS_GATEWAY_ADDRESS", "127.0.0.1");
        environment.put("FOURWAYS_GATEWAY_LIMITS_CONNECTIONS_PER_SUBJECT", "20000");
        environment.put("FOURWAYS_GATEWAY_LIMITS_CONNECT_RATE", "20000");
        environment.put("FOURWAYS_GATEWAY_LIMITS_CONNECT_BURST", "20000");
        return environment;
    }

    /** The settings with which events gather for so many times as long as a loop was busy, and so long at most. */
    public static Map<String, String> gathering(int ratio, String atMost) {
        return Map.of(
                "FOURWAYS_GATEWAY_COALESCING_RATIO",
                Integer.toString(ratio),
                "FOURWAYS_GATEWAY_COALESCING_AT_MOST",
                atMost);
    }

    @Override
    public String name() {
        return "delivery-gateway";
    }

    @Override
    public List<Long> pids() {
        return List.of(service.pid());
    }

    @Override
    public List<Long> brokerPids() {
        return List.of(brokerPid);
    }

    @Override
    public List<String> subscribing(Way way, Channels channels) {
        return subscribing(way, channels.name());
    }

    private List<String> subscribing(Way way, String channel) {
        String path = "/v1/events?channel=" + channel;
        List<String> arguments =
                new ArrayList<>(List.of("--mode", way.mode(), "--port", Integer.toString(service.port())));
        arguments.addAll(List.of("--header", "Authorization: Bearer " + token));
        arguments.addAll(
                switch (way) {
                    case WEBSOCKET, SSE -> List.of("--path", path);
                    case LONG_POLL ->
                        List.of(
                                "--path",
                                path + "&wait=60&after={cursor}",
                                "--cursor",
                                "json:cursor",
                                "--cursor0",
                                position());
                    case SHORT_POLL ->
                        List.of(
                                "--path",
                                path,
                                "--cursor",
                                "header:ETag",
                                "--cursor-send",
                                "If-None-Match",
                                "--cursor0",
                                '"' + position() + '"');
                });
        return arguments;
    }

    /** How the load client follows what others publish: subscribers that come back with the place they have. */
    public List<String> following(Way way, String query) {
        String path = "/v1/events?channel=" + query;
        boolean poll = way == Way.LONG_POLL || way == Way.SHORT_POLL;
        String place = way == Way.SSE ? "" : "&after={cursor}";
        List<String> arguments = new ArrayList<>(List.of(
                "--follow",
                "--mode",
                way.mode(),
                "--port",
                Integer.toString(service.port()),
                "--header",
                "Authorization: Bearer " + token,
                "--path",
                path + place + (poll ? "&limit=1000" : "") + (way == Way.LONG_POLL ? "&wait=30" : "")));
        if (poll) {
            arguments.addAll(List.of("--cursor", "json:cursor"));
        }
        return arguments;
    }

    /** WebSockets that come back with that cursor. */
    public List<String> resuming(Channels channels, String cursor) {
        return subscribing(Way.WEBSOCKET, channels.name() + "&after=" + cursor);
    }

    /** What it says of itself. */
    public Metrics metrics() {
        return Metrics.ask(service.management("/actuator/prometheus"));
    }

    /** How many connections it holds. */
    public long held() {
        return Math.round(metrics().sum("fourways_gateway_held", ""));
    }

    /** The cursor of its log's end. */
    public String position() {
        return Position.ask(service.uri(), token);
    }

    @Override
    public List<String> publishing(Channels channels) {
        return List.of(
                "--pub-port",
                Integer.toString(broker.amqpPort()),
                "--pub-login",
                broker.username() + ":" + broker.password(),
                "--pub-vhost",
                broker.virtualHost(),
                "--pub-exchange",
                Topology.EXCHANGE,
                "--pub-path",
                channels.name(),
                "--pub-type",
                Topology.CONTENT_TYPE,
                "--pub-body",
                channels.event(),
                "--pipeline",
                "1000",
                "--size",
                "0");
    }

    /** The same gateway, whose subscribers name a pattern each, which no other has. */
    public FanoutServer byPattern() {
        return new ByPattern(this);
    }

    @Override
    public void close() {
        service.close();
    }

    private record ByPattern(Gateway gateway) implements FanoutServer {

        @Override
        public String name() {
            return gateway.name() + ", by patterns";
        }

        @Override
        public List<Long> pids() {
            return gateway.pids();
        }

        @Override
        public List<Long> brokerPids() {
            return gateway.brokerPids();
        }

        @Override
        public List<String> subscribing(Way way, Channels channels) {
            return gateway.subscribing(way, channels.pattern());
        }

        @Override
        public List<String> publishing(Channels channels) {
            return gateway.publishing(channels);
        }

        @Override
        public void close() {
            gateway.close();
        }
    }
}
