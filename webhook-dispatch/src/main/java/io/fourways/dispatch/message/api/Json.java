package io.fourways.dispatch.message.api;

import tools.jackson.databind.json.JsonMapper;

/** Texts as JSON has them. */
final class Json {

    private Json() {}

    static String string(String text) {
        return JsonMapper.shared().writeValueAsString(text);
    }
}
