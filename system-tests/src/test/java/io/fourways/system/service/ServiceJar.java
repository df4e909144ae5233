package io.fourways.system.service;

import java.nio.file.Files;
import java.nio.file.Path;

/** A service as its module builds it. */
public enum ServiceJar {
    PRODUCER("event-producer", "event-producer", "FOURWAYS_PRODUCER_PORT"),
    GATEWAY("delivery-gateway", "delivery-gateway", "FOURWAYS_GATEWAY_PORT"),
    INGEST("webhook-ingest", "webhook-ingest", "FOURWAYS_INGEST_PORT"),
    STANDALONE("standalone", "fourways", "FOURWAYS_GATEWAY_PORT");

    private final String module;
    private final String name;
    private final String portVariable;

    ServiceJar(String module, String name, String portVariable) {
        this.module = module;
        this.name = name;
        this.portVariable = portVariable;
    }

    String portVariable() {
        return portVariable;
    }

    Path path() {
        Path jar = Path.of("..", module, "target", name + ".jar");
        if (!Files.isRegularFile(jar)) {
            throw new IllegalStateException(jar + " is missing: build it with mvn -pl " + module + " -am package");
        }
        return jar;
    }
}
