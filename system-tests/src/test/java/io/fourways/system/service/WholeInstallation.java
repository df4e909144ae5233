package io.fourways.system.service;

import io.fourways.system.broker.BrokerAddress;
import io.fourways.system.client.Publisher;
import io.fourways.system.client.StandardSender;
import io.fourways.system.client.Tokens;
import io.fourways.system.database.PostgresNode;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** One of each service on a broker, with databases of their own, each a process of its own. */
public final class WholeInstallation implements AutoCloseable {

    private final PostgresNode inbox = PostgresNode.started();
    private final PostgresNode deliveries = PostgresNode.started();
    private final ServiceProcess producer;
    private final ServiceProcess gateway;
    private final ServiceProcess ingest;
    private final ServiceProcess dispatch;

    private WholeInstallation(Map<String, String> common) {
        Map<String, String> environment = new HashMap<>(common);
        environment.put("FOURWAYS_SECURITY_JWT_SECRET", Tokens.SECRET);
        for (String service : List.of("PRODUCER", "GATEWAY", "INGEST", "DISPATCH")) {
            environment.put("FOURWAYS_" + service + "_ADDRESS", "127.0.0.1");
        }
        environment.put("FOURWAYS_INGEST_DATABASE_URL", inbox.url());
        environment.put("FOURWAYS_DISPATCH_DATABASE_URL", deliveries.url());
        environment.put("FOURWAYS_DISPATCH_SECRETS_KEY", "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=");
        environment.put("FOURWAYS_DISPATCH_EGRESS_HTTP", "true");
        environment.put("FOURWAYS_DISPATCH_EGRESS_PORTS", "1-65535");
        environment.put("FOURWAYS_DISPATCH_EGRESS_ALLOW", "127.0.0.0/8");
        producer = ServiceProcess.launch(ServiceJar.PRODUCER, environment);
        gateway = ServiceProcess.launch(ServiceJar.GATEWAY, environment);
        ingest = ServiceProcess.launch(ServiceJar.INGEST, environment);
        dispatch = ServiceProcess.launch(ServiceJar.DISPATCH, environment);
    }

    /** A new one that is ready, with a source that {@link StandardSender} sends to, and further environment. */
    public static WholeInstallation on(BrokerAddress broker, String source, Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(broker.environment());
        String name = "FOURWAYS_INGEST_SOURCES_" + source.toUpperCase(Locale.ROOT);
        environment.put(name + "_PROVIDER", "standard");
        environment.put(name + "_SECRETS_0", StandardSender.SECRET);
        environment.putAll(more);
        WholeInstallation installation = new WholeInstallation(environment);
        installation.all().forEach(ServiceProcess::awaitReady);
        return installation;
    }

    public ServiceProcess gateway() {
        return gateway;
    }

    public ServiceProcess ingest() {
        return ingest;
    }

    public ServiceProcess dispatch() {
        return dispatch;
    }

    /** A publisher with a token for everything. */
    public Publisher publisher() {
        return Publisher.at(producer.uri());
    }

    /** Each of its services. */
    public List<ServiceProcess> all() {
        return List.of(producer, gateway, ingest, dispatch);
    }

    @Override
    public void close() {
        all().forEach(ServiceProcess::close);
        inbox.close();
        deliveries.close();
    }
}
