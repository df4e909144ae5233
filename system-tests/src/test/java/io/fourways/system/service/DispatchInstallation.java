package io.fourways.system.service;

import io.fourways.system.broker.BrokerAddress;
import io.fourways.system.broker.Brokers;
import io.fourways.system.client.Publisher;
import io.fourways.system.client.Tokens;
import io.fourways.system.database.PostgresNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Some instances of webhook-dispatch on one database and one broker, and a producer to feed them. */
public final class DispatchInstallation implements AutoCloseable {

    private final List<ServiceProcess> own = new ArrayList<>();
    private final List<ServiceProcess> dispatches;
    private final ServiceProcess producer;

    private DispatchInstallation(List<ServiceProcess> dispatches, ServiceProcess producer) {
        this.dispatches = dispatches;
        this.producer = producer;
        own.addAll(dispatches);
    }

    /** A new one that is ready, and delivers to this machine. */
    public static DispatchInstallation on(
            BrokerAddress broker, PostgresNode database, int dispatches, Map<String, String> more) {
        Map<String, String> environment = environment(broker, database, more);
        List<ServiceProcess> launched = launched(dispatches, environment);
        ServiceProcess producer = ServiceProcess.launch(ServiceJar.PRODUCER, environment);
        DispatchInstallation installation = new DispatchInstallation(launched, producer);
        installation.own.add(producer);
        return installation.awaitReady();
    }

    /** One instance, ready, beside the shared installation, whose producer feeds it. */
    public static DispatchInstallation besideShared(PostgresNode database) {
        return besideShared(database, Map.of());
    }

    /** The same with further environment. */
    public static DispatchInstallation besideShared(PostgresNode database, Map<String, String> more) {
        Map<String, String> environment = environment(Brokers.shared().address(), database, more);
        return new DispatchInstallation(
                        launched(1, environment), Installation.shared().producer())
                .awaitReady();
    }

    private static Map<String, String> environment(
            BrokerAddress broker, PostgresNode database, Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(broker.environment());
        environment.put("FOURWAYS_SECURITY_JWT_SECRET", Tokens.SECRET);
        environment.put("FOURWAYS_DISPATCH_ADDRESS", "127.0.0.1");
        environment.put("FOURWAYS_PRODUCER_ADDRESS", "127.0.0.1");
        environment.put("FOURWAYS_DISPATCH_DATABASE_URL", database.url());
        environment.put("FOURWAYS_DISPATCH_SECRETS_KEY", "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=");
        environment.put("FOURWAYS_DISPATCH_EGRESS_HTTP", "true");
        environment.put("FOURWAYS_DISPATCH_EGRESS_PORTS", "1-65535");
        environment.put("FOURWAYS_DISPATCH_EGRESS_ALLOW", "127.0.0.0/8");
        environment.putAll(more);
        return environment;
    }

    private static List<ServiceProcess> launched(int dispatches, Map<String, String> environment) {
        return IntStream.range(0, dispatches)
                .mapToObj(number -> ServiceProcess.launch(ServiceJar.DISPATCH, environment))
                .toList();
    }

    private DispatchInstallation awaitReady() {
        own.forEach(ServiceProcess::awaitReady);
        return this;
    }

    public ServiceProcess dispatch(int index) {
        return dispatches.get(index);
    }

    public ServiceProcess producer() {
        return producer;
    }

    /** A publisher with a token for everything. */
    public Publisher publisher() {
        return Publisher.at(producer.uri());
    }

    @Override
    public void close() {
        own.forEach(ServiceProcess::close);
    }
}
