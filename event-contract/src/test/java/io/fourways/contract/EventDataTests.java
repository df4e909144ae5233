package io.fourways.contract;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventDataTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "text/json",
                "Application/JSON; charset=utf-8",
                "application/vnd.github+json",
                "image/svg+JSON ; a=b",
                " application/json "
            })
    void isJsonWhenTheMediaTypeSaysSo(String contentType) {
        assertThat(EventData.of(contentType, "{ \"a\" : 1.10 }".getBytes(UTF_8)))
                .asInstanceOf(type(EventData.Json.class))
                .satisfies(json -> assertThat(json.utf8()).asString().isEqualTo("{\"a\":1.10}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "TEXT/html;charset=UTF-8",
                "text/csv; charset=\"utf-8\"",
                "text/plain; charset=utf8",
                "text/plain; charset = utf-8",
                "text/plain; charset=us-ascii",
                "text/xml; xcharset=latin1; charset=utf-8"
            })
    void isTextWhenItIsUtf8Text(String contentType) {
        assertThat(EventData.of(contentType, "<ü \0\ud83d\ude00>\r\n".getBytes(UTF_8)))
                .isEqualTo(new EventData.Text("<ü \0\ud83d\ude00>\r\n"));
    }

    @Test
    void isBytesWhenTheTextIsInAnotherCharset() {
        byte[] latin = "grün".getBytes(ISO_8859_1);
        assertBytes("text/plain; charset=iso-8859-1", latin);
        assertBytes("text/plain; charset=utf-16", "grün".getBytes(UTF_16));
        assertBytes("text/plain", latin);
        assertBytes("text/plain; charset=utf-8", latin);
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/octet-stream", "application/xml", "application/json-seq", "image/png", "x"})
    void isBytesOtherwise(String contentType) {
        assertBytes(contentType, new byte[] {0, -1, '"'});
        assertBytes(contentType, new byte[0]);
    }

    @Test
    void isEmptyTextWhenTheTextIsEmpty() {
        assertThat(EventData.of("text/plain", new byte[0])).isEqualTo(new EventData.Text(""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "{}}",
                "1 2",
                "01",
                "+1",
                ".5",
                "1.",
                "NaN",
                "'a'",
                "{a:1}",
                "[1,]",
                "{\"a\":1,}",
                "nul",
                "\"\n\"",
                "//\n1",
                "\"\\x\"",
                "\ufeff{}",
                "\"\\u00g0\"",
                "\"",
                "[1}",
                "\u00a01",
                "\f1",
                "true false",
                "-"
            })
    void refusesWhatClaimsToBeJsonAndIsNot(String body) {
        assertThatThrownBy(() -> EventData.of("application/json", body.getBytes(UTF_8)))
                .isInstanceOf(InvalidEventException.class)
                .extracting(e -> ((InvalidEventException) e).member())
                .isEqualTo("data");
    }

    @Test
    void refusesJsonInAnotherEncoding() {
        assertThatThrownBy(() -> EventData.of("application/json; charset=utf-16", "{}".getBytes(UTF_16)))
                .isInstanceOf(InvalidEventException.class);
        assertThatThrownBy(() -> EventData.of("application/json", "\"ü\"".getBytes(ISO_8859_1)))
                .hasMessage("data is not UTF-8");
    }

    private static void assertBytes(String contentType, byte[] body) {
        assertThat(EventData.of(contentType, body))
                .asInstanceOf(type(EventData.Binary.class))
                .satisfies(binary -> assertThat(binary.bytes()).isEqualTo(body));
    }
}
