package io.fourways.producer.samples;

import io.fourways.contract.Channel;
import io.fourways.contract.Event;
import io.fourways.contract.EventData;
import io.fourways.service.publishing.Stamp;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** How a sample's event is made. */
final class SampleEvents {

    private static final JsonMapper JSON = JsonMapper.shared();

    private SampleEvents() {}

    /** An event of now with this record or map as its JSON payload. */
    static Event of(String channel, String type, Object data) {
        return new Event(
                Stamp.id(),
                "/samples",
                type,
                new Channel(channel),
                Stamp.time(),
                "application/json",
                Map.of(),
                new EventData.Json(JSON.writeValueAsString(data).getBytes(StandardCharsets.UTF_8)));
    }
}
