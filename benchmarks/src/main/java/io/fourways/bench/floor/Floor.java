package io.fourways.bench.floor;

import io.fourways.system.service.ServiceProgram;
import java.util.ArrayList;
import java.util.List;

/** The servers of this package as programs. */
public enum Floor {
    /** webhook-ingest, but for storing. */
    STORING_NOTHING(StoringNothing.class),
    /** Nothing but a signature's verification. */
    BARE_HANDLER(BareHandler.class),
    /** Nothing but sending webhooks that are signed. */
    BARE_SENDER(BareSender.class);

    private final Class<?> main;

    Floor(Class<?> main) {
        this.main = main;
    }

    /** On the class path of this process, under the options of a JVM. */
    public ServiceProgram program(List<String> jvmOptions) {
        List<String> arguments = new ArrayList<>(jvmOptions);
        arguments.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        return new ServiceProgram(main.getSimpleName(), "FOURWAYS_INGEST_PORT", arguments);
    }
}
