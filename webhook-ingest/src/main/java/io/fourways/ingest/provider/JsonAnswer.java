package io.fourways.ingest.provider;

import java.io.StringWriter;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** A handshake's answer as a JSON object of strings, escaped as needed. */
final class JsonAnswer {

    private static final JsonFactory FACTORY = new JsonFactory();

    private JsonAnswer() {}

    static Answer of(Map<String, String> members) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            members.forEach(json::writeStringProperty);
            json.writeEndObject();
        }
        return Answer.json(text.toString());
    }
}
