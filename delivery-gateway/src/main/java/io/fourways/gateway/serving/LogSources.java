package io.fourways.gateway.serving;

import io.fourways.gateway.log.LogSource;

/** Where the logs are kept. */
@FunctionalInterface
public interface LogSources {

    /** Where the log of this name is. */
    LogSource of(String name);
}
