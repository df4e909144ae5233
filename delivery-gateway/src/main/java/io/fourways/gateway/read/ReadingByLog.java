package io.fourways.gateway.read;

import io.fourways.gateway.serving.ServedLog;
import io.fourways.gateway.serving.ServedLogs;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** A way to read that leads each request to what serves the log that has its channels. */
public final class ReadingByLog implements ReadHandler.Reading {

    private final ServedLogs logs;
    private final Map<String, ReadHandler.Reading> readings;

    /** @param reading what serves a log in this way */
    public ReadingByLog(ServedLogs logs, Function<ServedLog, ReadHandler.Reading> reading) {
        this.logs = logs;
        this.readings = logs.all().stream().collect(Collectors.toUnmodifiableMap(ServedLog::name, reading));
    }

    @Override
    public Mono<ServerResponse> read(ReadRequest request) {
        String name = logs.of(request.selection().channels()).name();
        return Objects.requireNonNull(readings.get(name)).read(request);
    }
}
