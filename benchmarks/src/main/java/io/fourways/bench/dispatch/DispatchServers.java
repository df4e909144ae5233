package io.fourways.bench.dispatch;

import io.fourways.bench.floor.Floor;
import io.fourways.system.broker.BrokerAddress;
import io.fourways.system.database.PostgresNode;
import io.fourways.system.service.ServiceJar;
import io.fourways.system.service.ServiceProcess;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * webhook-dispatch and what it is compared with, each a process of its own.
 *
 * @param dispatch   webhook-dispatch as it is
 * @param bareSender nothing but signing and sending
 */
record DispatchServers(ServiceProcess dispatch, ServiceProcess bareSender) implements AutoCloseable {

    private static final String KEY_OF_SECRETS = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";

    /** @param receiver where the bare sender sends to; webhook-dispatch is told by its endpoints */
    static DispatchServers start(
            BrokerAddress broker, PostgresNode database, Receiver receiver, List<String> jvmOptions) {
        DispatchServers servers = new DispatchServers(
                ServiceProcess.launch(ServiceJar.DISPATCH, jvmOptions, environment(broker, database)),
                ServiceProcess.launch(Floor.BARE_SENDER.program(jvmOptions), environment(broker, receiver)));
        servers.all().forEach(ServiceProcess::awaitReady);
        return servers;
    }

    private static Map<String, String> environment(BrokerAddress broker, PostgresNode database) {
        Map<String, String> environment = new HashMap<>(broker.environment());
        environment.put("FOURWAYS_SECURITY_MODE", "open");
        environment.put("FOURWAYS_DISPATCH_ADDRESS", "127.0.0.1");
        environment.put("FOURWAYS_DISPATCH_DATABASE_URL", database.url());
        environment.put("FOURWAYS_DISPATCH_SECRETS_KEY", KEY_OF_SECRETS);
        environment.put("FOURWAYS_DISPATCH_EGRESS_HTTP", "true");
        environment.put("FOURWAYS_DISPATCH_EGRESS_PORTS", "1-65535");
        environment.put("FOURWAYS_DISPATCH_EGRESS_ALLOW", "127.0.0.0/8");
        return environment;
    }

    /** With a broker, too, since whoever has the service's classes looks for one. */
    private static Map<String, String> environment(BrokerAddress broker, Receiver receiver) {
        Map<String, String> environment = new HashMap<>(broker.environment());
        environment.put("BENCH_RECEIVER", receiver.url(0));
        environment.put("FOURWAYS_SECURITY_MODE", "open");
        environment.put("FOURWAYS_INGEST_ADDRESS", "127.0.0.1");
        return environment;
    }

    private Stream<ServiceProcess> all() {
        return Stream.of(dispatch, bareSender);
    }

    @Override
    public void close() {
        all().forEach(ServiceProcess::close);
    }
}
