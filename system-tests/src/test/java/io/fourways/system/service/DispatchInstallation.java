package io.fourways.system.service;

import io.fourways.system.broker.BrokerAddress;
import io.fourways.system.client.Publisher;
import io.fourways.system.client.Tokens;
import io.fourways.system.database.PostgresNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Some instances of webhook-dispatch on one database and one broker, a producer to feed them, and a gateway for who asks for it. */
public final class DispatchInstallation implements AutoCloseable {

    private final List<ServiceProcess> dispatches;
    private final ServiceProcess producer;
    private final Map<String, String> environment;
    private @Nullable ServiceProcess gateway;

    private DispatchInstallation(int dispatches, Map<String, String> environment) {
        this.dispatches = IntStream.range(0, dispatches)
                .mapToObj(number -> ServiceProcess.launch(ServiceJar.DISPATCH, environment))
                .toList();
        producer = ServiceProcess.launch(ServiceJar.PRODUCER, environment);
        this.environment = environment;
    }

    /** A new one that is ready, and delivers to this machine. */
    public static DispatchInstallation on(
            BrokerAddress broker, PostgresNode database, int dispatches, Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(broker.environment());
        environment.put("FOURWAYS_SECURITY_JWT_SECRET", Tokens.SECRET);
        environment.put("FOURWAYS_DISPATCH_ADDRESS", "127.0.0.1");
        environment.put("FOURWAYS_PRODUCER_ADDRESS", "127.0.0.1");
        environment.put("FOURWAYS_GATEWAY_ADDRESS", "127.0.0.1");
        environment.put("FOURWAYS_DISPATCH_DATABASE_URL", database.url());
        environment.put("FOURWAYS_DISPATCH_SECRETS_KEY", "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=");
        environment.put("FOURWAYS_DISPATCH_EGRESS_HTTP", "true");
        environment.put("FOURWAYS_DISPATCH_EGRESS_PORTS", "1-65535");
        environment.put("FOURWAYS_DISPATCH_EGRESS_ALLOW", "127.0.0.0/8");
        environment.putAll(more);
        DispatchInstallation installation = new DispatchInstallation(dispatches, environment);
        installation.all().forEach(ServiceProcess::awaitReady);
        return installation;
    }

    public ServiceProcess dispatch(int index) {
        return dispatches.get(index);
    }

    public ServiceProcess producer() {
        return producer;
    }

    /** Ready; it is started for whoever asks first. */
    public ServiceProcess gateway() {
        if (gateway == null) {
            gateway = ServiceProcess.start(ServiceJar.GATEWAY, environment);
        }
        return gateway;
    }

    /** A publisher with a token for everything. */
    public Publisher publisher() {
        return Publisher.at(producer.uri());
    }

    @Override
    public void close() {
        all().forEach(ServiceProcess::close);
    }

    private List<ServiceProcess> all() {
        List<ServiceProcess> all = new ArrayList<>(dispatches);
        all.add(producer);
        if (gateway != null) {
            all.add(gateway);
        }
        return all;
    }
}
