package io.fourways.infra.chart;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class DroppedTests {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String SENT = "{\"a\": {\"b\": [{\"c\": 1}, {\"c\": 2}]}, \"empty\": {}, \"nothing\": null}";

    @Test
    void whatIsAddedIsNotDropped() {
        assertThat(Dropped.of(
                        JSON.readTree(SENT),
                        JSON.readTree("{\"a\": {\"b\": [{\"c\": 1, \"d\": 0}, {\"c\": 2}, {}], \"e\": 0}}")))
                .isEmpty();
    }

    @Test
    void aQuantityMayBeWrittenOtherwise() {
        assertThat(Dropped.of(JSON.readTree("[\"20000\", \"1024Mi\"]"), JSON.readTree("[\"20k\", \"1Gi\"]")))
                .isEmpty();
        assertThat(Dropped.of(JSON.readTree("[\"20000\"]"), JSON.readTree("[\"2k\"]")))
                .hasSize(1);
    }

    @Test
    void aListMayHaveAnotherOrder() {
        assertThat(Dropped.of(JSON.readTree("[{\"a\": 1}, {\"b\": 2}]"), JSON.readTree("[{\"b\": 2}, {\"a\": 1}]")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"a": {"b": [{"c": 1}, {}]}}         | /a/b/1/c 2 became
            {"a": {"b": [{"c": 1}, {"c": "2"}]}} | /a/b/1/c 2 became "2"
            {"a": {"b": [{"c": 1}]}}             | /a/b [
            {"a": {"b": []}}                     | /a/b [
            {}                                   | /a {
            """)
    void whatIsLostOrChangedIsFound(String kept, String found) {
        assertThat(Dropped.of(JSON.readTree(SENT), JSON.readTree(kept)))
                .singleElement()
                .asString()
                .startsWith(found);
    }
}
