package io.fourways.producer.samples;

import io.fourways.contract.Channel;
import io.fourways.contract.Event;
import io.fourways.contract.EventData;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;

/** How a sample's event is made. */
final class SampleEvents {

    private static final JsonMapper JSON = JsonMapper.shared();

    private SampleEvents() {}

    /** An event of now with this record or map as its JSON payload. */
    static Event of(String channel, String type, Object data) {
        return new Event(
                UUID.randomUUID().toString(),
                "/samples",
                type,
                new Channel(channel),
                Instant.now().truncatedTo(ChronoUnit.MICROS).toString(),
                "application/json",
                Map.of(),
                new EventData.Json(JSON.writeValueAsString(data).getBytes(StandardCharsets.UTF_8)));
    }
}
