package io.fourways.system.json;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JsonTextsTests {

    @Test
    void dropsOnlyInsignificantWhiteSpace() {
        assertThat(JsonTexts.compact("{ \"a\" :\n[1.0 ,\t\"x \\\" y\\\\\" , \" \"] }"))
                .isEqualTo("{\"a\":[1.0,\"x \\\" y\\\\\",\" \"]}");
    }

    @Test
    void tellsNumbersAndEscapesApartThatMeanTheSame() {
        assertThat(JsonTexts.compact("1.0")).isNotEqualTo(JsonTexts.compact("1.00"));
        assertThat(JsonTexts.compact("\"\\u0041\"")).isNotEqualTo(JsonTexts.compact("\"A\""));
    }

    @Test
    void cutsAMemberOutAsItIsWritten() {
        String object =
                "{\"first\":\"\\u00e9\", \"data\": {\"n\":1.50e+3, \"s\":\"\\/\"} ,\"number\":-1E400, \"last\":null}";

        assertThat(JsonTexts.member(object, "first")).isEqualTo("\"\\u00e9\"");
        assertThat(JsonTexts.member(object, "data")).isEqualTo("{\"n\":1.50e+3, \"s\":\"\\/\"}");
        assertThat(JsonTexts.member(object, "number")).isEqualTo("-1E400");
        assertThat(JsonTexts.member(object, "last")).isEqualTo("null");
    }

    @Test
    void cutsElementsOutAtAnyDepth() {
        String text = "[{\"examples\":[{\"a\": 1},{\"examples\":[2]}]},{\"examples\":[\"x\"]}]";

        assertThat(JsonTexts.elementsOf(text, "examples")).containsExactly("{\"a\": 1}", "{\"examples\":[2]}", "\"x\"");
    }
}
