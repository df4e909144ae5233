package io.fourways.system.service;

import io.fourways.system.process.Ports;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A service as its module builds it. */
public enum ServiceJar {
    PRODUCER("event-producer", "event-producer", "FOURWAYS_PRODUCER_PORT"),
    GATEWAY("delivery-gateway", "delivery-gateway", "FOURWAYS_GATEWAY_PORT"),
    INGEST("webhook-ingest", "webhook-ingest", "FOURWAYS_INGEST_PORT"),
    DISPATCH("webhook-dispatch", "webhook-dispatch", "FOURWAYS_DISPATCH_PORT"),
    STANDALONE("standalone", "fourways", "FOURWAYS_GATEWAY_PORT");

    /** Until it has ended, which takes as long as it takes to write the archive. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final String module;
    private final String name;
    private final String portVariable;

    ServiceJar(String module, String name, String portVariable) {
        this.module = module;
        this.name = name;
        this.portVariable = portVariable;
    }

    /** This service under the options of a JVM. */
    public ServiceProgram program(List<String> jvmOptions) {
        return program(UnpackedService.of(path()), jvmOptions);
    }

    /**
     * The same, to be up soon: after the first start of all with half the work.
     *
     * @param environment what that start needs to become ready
     */
    public ServiceProgram soonUp(List<String> jvmOptions, Map<String, String> environment) {
        UnpackedService service = UnpackedService.of(path());
        List<String> options = new ArrayList<>(jvmOptions);
        options.add(StartArchive.of(service, archiving -> rehearse(service, archiving, environment))
                .option());
        return program(service, options);
    }

    private ServiceProgram program(UnpackedService service, List<String> jvmOptions) {
        return new ServiceProgram(name().toLowerCase(Locale.ROOT), portVariable, service.arguments(jvmOptions));
    }

    private void rehearse(UnpackedService service, String archiving, Map<String, String> environment) {
        List<String> options = List.of(archiving, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");
        Map<String, String> all = new HashMap<>(environment);
        // one of them may be all of them
        for (ServiceJar each : values()) {
            all.put(each.portVariable, Integer.toString(Ports.freeForService()));
        }
        try (ServiceProcess process = ServiceProcess.launch(program(service, options), all)) {
            process.awaitReady();
            process.terminate();
            process.awaitEnd(PATIENCE);
        }
    }

    private Path path() {
        Path jar = Path.of("..", module, "target", name + ".jar");
        if (!Files.isRegularFile(jar)) {
            throw new IllegalStateException(jar + " is missing: build it with mvn -pl " + module + " -am package");
        }
        return jar;
    }
}
