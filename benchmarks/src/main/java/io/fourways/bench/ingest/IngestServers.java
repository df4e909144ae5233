package io.fourways.bench.ingest;

import io.fourways.bench.floor.Floor;
import io.fourways.system.broker.BrokerAddress;
import io.fourways.system.process.Ports;
import io.fourways.system.service.ServiceJar;
import io.fourways.system.service.ServiceProcess;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * webhook-ingest and what it is compared with, each a process of its own with a database of its own.
 *
 * @param relaying       webhook-ingest as it is
 * @param brokerAway     the same with no broker to be reached: nothing but accepting
 * @param storingNothing the same without storing
 * @param bareHandler    nothing but verifying and answering
 */
record IngestServers(
        ServiceProcess relaying, ServiceProcess brokerAway, ServiceProcess storingNothing, ServiceProcess bareHandler)
        implements AutoCloseable {

    private static final String KEY_OF_TOKENS = "what signs the tokens that nobody needs here";
    private static final int NO_LIMIT = 1_000_000;

    static IngestServers start(
            BrokerAddress broker,
            InboxDatabase relayed,
            InboxDatabase unrelayed,
            InboxDatabase untouched,
            List<String> jvmOptions) {
        BrokerAddress away = broker.throughPort(Ports.free());
        IngestServers servers = new IngestServers(
                ServiceProcess.launch(ServiceJar.INGEST, jvmOptions, environment(broker, relayed)),
                ServiceProcess.launch(ServiceJar.INGEST, jvmOptions, environment(away, unrelayed)),
                ServiceProcess.launch(Floor.STORING_NOTHING.program(jvmOptions), environment(broker, untouched)),
                ServiceProcess.launch(Floor.BARE_HANDLER.program(jvmOptions), environment(broker, untouched)));
        servers.all().forEach(ServiceProcess::awaitReady);
        return servers;
    }

    private static Map<String, String> environment(BrokerAddress broker, InboxDatabase database) {
        Map<String, String> environment = new HashMap<>(broker.environment());
        environment.put("BENCH_SECRET", SignedWebhooks.SECRET);
        environment.put("FOURWAYS_SECURITY_JWT_SECRET", KEY_OF_TOKENS);
        environment.put("FOURWAYS_INGEST_ADDRESS", "127.0.0.1");
        environment.put("FOURWAYS_INGEST_DATABASE_URL", database.url());
        environment.put("FOURWAYS_INGEST_RECEIVING_REQUESTSPERSECOND", Integer.toString(NO_LIMIT));
        for (int i = 0; i < SignedWebhooks.SOURCES; i++) {
            String source = "FOURWAYS_INGEST_SOURCES_BENCH" + i;
            environment.put(source + "_PROVIDER", "standard");
            environment.put(source + "_SECRETS_0", SignedWebhooks.SECRET);
        }
        return environment;
    }

    private Stream<ServiceProcess> all() {
        return Stream.of(relaying, brokerAway, storingNothing, bareHandler);
    }

    @Override
    public void close() {
        all().forEach(ServiceProcess::close);
    }
}
