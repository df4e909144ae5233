package io.fourways.dispatch.api;

import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/** JSON whose numbers keep every digit that they were written with. */
public final class ExactJson {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private ExactJson() {}

    /** Fails with a {@link tools.jackson.core.JacksonException} when it is none. */
    public static JsonNode read(byte[] json) {
        return MAPPER.readTree(json);
    }

    /** Fails likewise. */
    public static JsonNode read(String json) {
        return MAPPER.readTree(json);
    }
}
