package io.fourways.system.context;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The start of an application, one at a time: each sets up the logging of the whole JVM anew, and of two that do so at once
 * one logs by what the other has half set up.
 */
public final class OneStart {

    private OneStart() {}

    public static synchronized ConfigurableApplicationContext of(SpringApplicationBuilder application) {
        return application.run();
    }
}
