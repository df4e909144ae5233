package io.fourways.system.service;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
        List<String> arguments = new ArrayList<>(jvmOptions);
        arguments.addAll(List.of("-jar", path().toString()));
        return new ServiceProgram(name().toLowerCase(Locale.ROOT), portVariable, arguments);
    }

    /** The same from its jar taken apart, which starts sooner. */
    ServiceProgram unpacked(List<String> jvmOptions, Map<String, String> environment) {
        UnpackedService unpacked =
                this == STANDALONE ? UnpackedService.of(path()) : UnpackedService.archived(path(), environment);
        return new ServiceProgram(name().toLowerCase(Locale.ROOT), portVariable, unpacked.arguments(jvmOptions));
    }

    private Path path() {
        Path jar = Path.of("..", module, "target", name + ".jar");
        if (!Files.isRegularFile(jar)) {
            throw new IllegalStateException(jar + " is missing: build it with mvn -pl " + module + " -am package");
        }
        return jar;
    }
}
