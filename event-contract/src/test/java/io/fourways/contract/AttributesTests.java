package io.fourways.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.OffsetDateTime;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AttributesTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-23T18:18:00Z",
                "2026-11-23t18:18:00z",
                "2026-11-23T18:18:00.1+01:00",
                "2026-11-23T18:18:00.123456789-00:00",
                "0000-01-01T00:00:00Z",
                "9999-12-31T23:59:59.999999999+18:00",
                "2024-02-29T23:59:59-18:00"
            })
    void takesATimeThatJavaCanReadToo(String time) {
        assertThat(withTime(time).time()).isEqualTo(time);
        assertThat(OffsetDateTime.parse(time)).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "now",
                "2026-11-23",
                "2026-11-23T18:18:00",
                "2026-11-23T18:18Z",
                "2026-11-23T18:18:00+01",
                "2026-11-23T18:18:00+0100",
                "2026-11-23T18:18:00+01:00:30",
                "2026-11-23 18:18:00Z",
                "2026-11-23T18:18:00.Z",
                "2026-11-23T18:18:00,1Z",
                "2026-02-29T00:00:00Z",
                "2026-13-01T00:00:00Z",
                "2026-11-23T24:00:00Z",
                "2026-11-23T18:60:00Z",
                "+2026-11-23T18:18:00Z",
                "-0001-11-23T18:18:00Z",
                "12026-11-23T18:18:00Z",
                "2026-11-23T18:18:00Z ",
                "2026-11-23T18:18:00+01:60",
                "2026-11-23T18:18:00Z[UTC]",
                "２０26-11-23T18:18:00Z",
                "20261123T181800Z",
                "2026-11-23T18:18:00.1234567890Z",
                "2026-12-31T23:59:60Z",
                "2026-11-23T18:18:00+18:01"
            })
    void refusesAnyOtherTime(String time) {
        assertThatThrownBy(() -> withTime(time))
                .hasMessageStartingWith("time ")
                .isInstanceOf(InvalidEventException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "a",
                "/cloudevents/spec/pull/123",
                "mailto:cncf-wg-serverless@lists.cncf.io",
                "urn:uuid:6e8bc430-9c3a-11d9-9669-0800200c9a66",
                "1-555-123-4567",
                "https://github.com/cloudevents?a=b#c",
                "//host:80/p",
                "?q",
                "#f",
                "http://[::1]/",
                "/a%20b",
                "../up",
                "/straße"
            })
    void takesAUriReferenceAsSource(String source) {
        assertThat(withSource(source).source()).isEqualTo(source);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a b",
                " ",
                "/%zz",
                "/%",
                "<a>",
                "a\\b",
                "{id}",
                "a|b",
                "a^b",
                "`",
                "\"",
                "1a:b",
                ":",
                "http://[::1",
                "/a#b#c",
                "/\u2003"
            })
    void refusesASourceThatIsNone(String source) {
        assertThatThrownBy(() -> withSource(source))
                .hasMessageStartingWith("source ")
                .isInstanceOf(InvalidEventException.class);
    }

    @Test
    void wantsAnAbsoluteDataschema() {
        assertThat(with("dataschema", "https://example.com/schema.json#/a").attributes())
                .containsKey("dataschema");
        assertThat(with("dataschema", "urn:schema:1").attributes()).containsKey("dataschema");
        assertThatThrownBy(() -> with("dataschema", "/schema.json")).hasMessageStartingWith("dataschema ");
        assertThatThrownBy(() -> with("dataschema", "")).hasMessageStartingWith("dataschema ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "text/plain;charset=utf-8",
                "text/plain ; charset=\"utf-8\"",
                "application/vnd.github.v3+json",
                "multipart/form-data; boundary=--x",
                "X/y",
                "a/b;"
            })
    void takesAMediaTypeAsDatacontenttype(String type) {
        assertThat(withContentType(type).dataContentType()).isEqualTo(type);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "json", "application/", "/json", "a/b/c", "a b/c", "text/plain, text/html", "*", "ü/x"})
    void refusesAnyOtherDatacontenttype(String type) {
        assertThatThrownBy(() -> withContentType(type)).hasMessageStartingWith("datacontenttype ");
    }

    @Test
    void takesTheValuesThatJsonHasATypeFor() {
        assertThat(with("ext", Integer.MAX_VALUE).attributes()).containsEntry("ext", Integer.MAX_VALUE);
        assertThat(with("0", false).attributes()).containsEntry("0", false);
        assertThat(with("traceparent", "00-a").attributes()).containsEntry("traceparent", "00-a");
        assertThat(with("emoji", "\ud83d\ude00\ufffd").attributes()).containsKey("emoji");
        assertThatThrownBy(() -> with("ext", 1L)).hasMessageStartingWith("ext ");
        assertThatThrownBy(() -> with("ext", 1.5)).hasMessageStartingWith("ext ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "id",
                "specversion",
                "source",
                "type",
                "channel",
                "time",
                "datacontenttype",
                "data",
                "data_base64",
                "cursor"
            })
    void keepsItsOwnNamesFromExtensions(String name) {
        assertThatThrownBy(() -> with(name, "a")).hasMessageStartingWith(name + " ");
    }

    @Test
    void addsAnAttributeOnce() {
        Event event = with("traceparent", "a");
        assertThat(event.withAttributeIfAbsent("traceparent", "b")).isSameAs(event);
        assertThat(event.withAttributeIfAbsent("tracestate", "c").attributes())
                .containsExactly(Map.entry("traceparent", "a"), Map.entry("tracestate", "c"));
        assertThatThrownBy(() -> event.withAttributeIfAbsent("Bad", "c")).isInstanceOf(InvalidEventException.class);
    }

    private static Event withTime(String time) {
        return new Event("i", "s", "t", new Channel("c"), time, null, Map.of(), null);
    }

    private static Event withSource(String source) {
        return new Event("i", source, "t", new Channel("c"), null, null, Map.of(), null);
    }

    private static Event withContentType(String type) {
        return new Event("i", "s", "t", new Channel("c"), null, type, Map.of(), null);
    }

    private static Event with(String name, Object value) {
        return new Event("i", "s", "t", new Channel("c"), null, null, Map.of(name, value), null);
    }
}
