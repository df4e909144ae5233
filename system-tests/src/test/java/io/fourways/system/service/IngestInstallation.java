package io.fourways.system.service;

import io.fourways.system.broker.BrokerAddress;
import io.fourways.system.broker.Brokers;
import io.fourways.system.client.StandardSender;
import io.fourways.system.client.Tokens;
import io.fourways.system.database.PostgresNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/** Some instances of webhook-ingest on one database and one broker, and a gateway to see what comes of it. */
public final class IngestInstallation implements AutoCloseable {

    private final List<ServiceProcess> own = new ArrayList<>();
    private final List<ServiceProcess> ingests;
    private final ServiceProcess gateway;

    private IngestInstallation(List<ServiceProcess> ingests, ServiceProcess gateway) {
        this.ingests = ingests;
        this.gateway = gateway;
        own.addAll(ingests);
    }

    /** A new one that is ready, with sources that {@link StandardSender} sends to. */
    public static IngestInstallation on(BrokerAddress broker, PostgresNode database, int ingests, String... sources) {
        return on(broker, database, ingests, standard(sources));
    }

    /** A new one that is ready, with further environment. */
    public static IngestInstallation on(
            BrokerAddress broker, PostgresNode database, int ingests, Map<String, String> more) {
        Map<String, String> environment = environment(broker, database, more);
        List<ServiceProcess> launched = launched(ingests, environment);
        ServiceProcess gateway = ServiceProcess.launch(ServiceJar.GATEWAY, environment);
        IngestInstallation installation = new IngestInstallation(launched, gateway);
        installation.own.add(gateway);
        return installation.awaitReady();
    }

    /** One instance, ready, beside the shared installation, by whose gateway it is seen what comes of it. */
    public static IngestInstallation besideShared(PostgresNode database, String... sources) {
        return besideShared(database, standard(sources));
    }

    /** The same with further environment. */
    public static IngestInstallation besideShared(PostgresNode database, Map<String, String> more) {
        Map<String, String> environment = environment(Brokers.shared().address(), database, more);
        return new IngestInstallation(
                        launched(1, environment), Installation.shared().gateway(0))
                .awaitReady();
    }

    private static Map<String, String> standard(String... sources) {
        Map<String, String> more = new HashMap<>();
        for (String source : sources) {
            String name = "FOURWAYS_INGEST_SOURCES_" + source.toUpperCase(Locale.ROOT);
            more.put(name + "_PROVIDER", "standard");
            more.put(name + "_SECRETS_0", StandardSender.SECRET);
        }
        return more;
    }

    private static Map<String, String> environment(
            BrokerAddress broker, PostgresNode database, Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(broker.environment());
        environment.put("FOURWAYS_SECURITY_JWT_SECRET", Tokens.SECRET);
        environment.put("FOURWAYS_INGEST_ADDRESS", "127.0.0.1");
        environment.put("FOURWAYS_GATEWAY_ADDRESS", "127.0.0.1");
        environment.put("FOURWAYS_INGEST_DATABASE_URL", database.url());
        environment.putAll(more);
        return environment;
    }

    private static List<ServiceProcess> launched(int ingests, Map<String, String> environment) {
        return IntStream.range(0, ingests)
                .mapToObj(number -> ServiceProcess.launch(ServiceJar.INGEST, environment))
                .toList();
    }

    private IngestInstallation awaitReady() {
        own.forEach(ServiceProcess::awaitReady);
        return this;
    }

    public ServiceProcess ingest(int index) {
        return ingests.get(index);
    }

    /** Where webhooks are taken. */
    public List<URI> ingests() {
        return ingests.stream().map(ServiceProcess::uri).toList();
    }

    public ServiceProcess gateway() {
        return gateway;
    }

    @Override
    public void close() {
        own.forEach(ServiceProcess::close);
    }
}
