package io.fourways.ingest.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class JsonReadingTests {

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static JsonValues values(String text, String... pointers) {
        return JsonValues.read(bytes(text), pointers);
    }

    @Test
    void findsValuesAtTheirPlacesOnly() {
        JsonValues values = values(
                "{\"a\":{\"id\":\"no\",\"b\":[0,{\"c\":\"yes\"}]},\"id\":7.10,\"t\":true,\"n\":null,\"o\":{}}",
                "/id",
                "/a/b/1/c",
                "/t",
                "/n",
                "/o",
                "/absent");

        assertThat(values.at("/id")).contains("7.10");
        assertThat(values.at("/a/b/1/c")).contains("yes");
        assertThat(values.at("/t")).contains("true");
        assertThat(values.at("/n")).isEmpty();
        assertThat(values.at("/o")).isEmpty();
        assertThat(values.at("/absent")).isEmpty();
    }

    @Test
    void readsEscapedNamesAndValues() {
        assertThat(values("{\"a/b~\":\"\\u00e9\\n\"}", "/a~1b~0").at("/a~1b~0")).contains("é\n");
    }

    @Test
    void countsTheFirstOfTwo() {
        assertThat(values("{\"id\":\"a\",\"x\":1,\"id\":\"b\"}", "/id", "/absent")
                        .at("/id"))
                .contains("a");
    }

    @Test
    void stopsWhenItHasWhatItWants() {
        assertThat(values("{\"id\":\"a\", this is no JSON", "/id").at("/id")).contains("a");
    }

    @Test
    void keepsWhatStoodBeforeTheTextEnds() {
        assertThat(values("{\"id\":\"a\",", "/id", "/type").at("/id")).contains("a");
    }

    @Test
    void readsUtf8Only() {
        byte[] utf16 = "{\"id\":\"a\"}".getBytes(StandardCharsets.UTF_16LE);

        assertThat(JsonValues.read(utf16, "/id").at("/id")).isEmpty();
        assertThat(JsonSlices.elements("[{}]".getBytes(StandardCharsets.UTF_16BE)))
                .isEmpty();
    }

    @Test
    void cutsElementsOutUntouched() {
        String first = "{ \"é\" : \"\\u00e9 ]}\\\"\", \"n\": 1.10e+05 , \"z\":1,\"a\":[ {} ] }";

        assertThat(JsonSlices.elements(bytes(" [\t" + first + " ,\n{}]\n"))).hasValueSatisfying(slices -> {
            assertThat(slices).hasSize(2);
            assertThat(slices.get(0)).isEqualTo(bytes(first));
            assertThat(slices.get(1)).asString().isEqualTo("{}");
        });
    }

    @Test
    void cutsNothingOutOfWhatIsNotAnArrayOfObjects() {
        for (String text : new String[] {"", "{}", "[1]", "[{}", "[{}]]", "[{}] {}", "[{},]", "[[]]", "[{}]x"}) {
            assertThat(JsonSlices.elements(bytes(text))).as(text).isEmpty();
        }
    }

    @Test
    void goesAsDeepAsAnEventsDataMayButNoDeeper() {
        assertThat(JsonSlices.elements(nested(9_000))).isPresent();
        assertThat(JsonSlices.elements(nested(11_000))).isEmpty();
    }

    private static byte[] nested(int depth) {
        return bytes("[{\"a\":" + "[".repeat(depth) + "]".repeat(depth) + "}]");
    }
}
