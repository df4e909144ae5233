package io.fourways.bench.peer;

import io.fourways.bench.access.Token;
import io.fourways.contract.Topology;
import io.fourways.system.broker.BrokerAddress;
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
 * @param service its process
 * @param broker  where its log is
 * @param token   what subscribers show
 */
public record Gateway(ServiceProcess service, BrokerAddress broker, String token) implements FanoutServer {

    /** Starts it, and waits until it is ready. */
    public static Gateway start(BrokerAddress broker, List<String> jvmOptions) {
        ServiceProcess service = ServiceProcess.launch(ServiceJar.GATEWAY.program(jvmOptions), environment(broker));
        return new Gateway(service.awaitReady(), broker, Token.toSubscribe());
    }

    /** All subscribers are one subject and have one address: what each of those may have is the one limit that is set. */
    private static Map<String, String> environment(BrokerAddress broker) {
        Map<String, String> environment = new HashMap<>(broker.environment());
        environment.put("FOURWAYS_SECURITY_JWT_SECRET", Token.SECRET);
        environment.put("FOURWAYS_GATEWAY_ADDRESS", "127.0.0.1");
        environment.put("FOURWAYS_GATEWAY_LIMITS_CONNECTIONS_PER_SUBJECT", "20000");
        return environment;
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
    public List<String> subscribing(Way way, Channels channels) {
        return subscribing(way, channels.name());
    }

    /** To channels of that name or pattern. */
    public List<String> subscribing(Way way, String channel) {
        String path = "/v1/events?channel=" + channel;
        List<String> arguments =
                new ArrayList<>(List.of("--mode", way.mode(), "--port", Integer.toString(service.port())));
        arguments.addAll(List.of("--header", "Authorization: Bearer " + token));
        arguments.addAll(
                switch (way) {
                    case WEBSOCKET, SSE -> List.of("--path", path);
                    case LONG_POLL -> List.of("--path", path + "&wait=60&after={cursor}", "--cursor", "json:cursor");
                    case SHORT_POLL ->
                        List.of("--path", path, "--cursor", "header:ETag", "--cursor-send", "If-None-Match");
                });
        return arguments;
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

    @Override
    public void close() {
        service.close();
    }
}
