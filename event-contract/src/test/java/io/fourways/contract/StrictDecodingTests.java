package io.fourways.contract;

import static io.fourways.contract.EventJsonTests.event;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is not quite an event is none, and the answer names the member at fault. */
class StrictDecodingTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "}",
                "[]",
                "null",
                "\"a\"",
                "1",
                "{]",
                "{\"id\"}",
                "{\"id\":}",
                "{\"id\":\"a\",}",
                "{'id':'a'}",
                "{id:1}",
                "{/**/}",
                "{\"id\":\"\n\"}",
                "{\"id\":\"\\q\"}",
                "{\"id\":tru}",
                "{\"id\":01}"
            })
    void refusesWhatIsNoJsonObject(String body) {
        assertRefused(body, "body");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "{}", "}", ",", "1", "\"", "\u00a0", "\ufeff", "\f"})
    void refusesAnythingAfterTheObject(String more) {
        assertRefused(event("\"data\":1") + more, "body");
    }

    @Test
    void refusesEveryTruncation() {
        byte[] whole =
                event("\"ext\":12,\"data\":{\"a\":[\"ü\",1.5,true,null]}").getBytes(UTF_8);
        for (int length = 0; length < whole.length; length++) {
            assertRefused(Arrays.copyOf(whole, length), "body");
        }
    }

    @Test
    void refusesAByteOrderMark() {
        assertRefused("\ufeff" + event("\"data\":1"), "body");
    }

    @Test
    void refusesOtherEncodings() {
        assertRefused(event("\"data\":\"ü\"").getBytes(ISO_8859_1), "body");
        assertRefused(event("\"data\":\"ü\"").getBytes(UTF_16), "body");
    }

    @Test
    void refusesANulByteAnywhere() {
        assertRefused(event("\"data\":\"\0\""), "body");
        assertRefused(event("\"data\":1") + "\0", "body");
        assertRefused("\0" + event("\"data\":1"), "body");
    }

    /** Overlong forms, surrogates, beyond Unicode, stray and missing continuation bytes. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u00c0\u00af",
                "\u00c1\u0081",
                "\u00e0\u0080\u00af",
                "\u00f0\u0080\u0080\u00af",
                "\u00ed\u00a0\u0080",
                "\u00ed\u00a0\u00bd\u00ed\u00b8\u0080",
                "\u00f4\u0090\u0080\u0080",
                "\u00f8\u0088\u0080\u0080\u0080",
                "\u0080",
                "\u00c3",
                "\u00e2\u0082",
                "\u00f0\u009f\u0098",
                "\u00ff",
                "\u00fe"
            })
    void refusesWhatIsNotUtf8(String bytes) {
        assertRefused(event("\"data\":\"" + bytes + "\"").getBytes(ISO_8859_1), "body");
        assertRefused(event("\"data\":{\"" + bytes + "\":1}").getBytes(ISO_8859_1), "body");
        assertRefused(event("\"subject\":\"" + bytes + "\"").getBytes(ISO_8859_1), "body");
        assertRefused((event("\"data\":1") + bytes).getBytes(ISO_8859_1), "body");
        assertRefused(("x".repeat(2_000) + bytes).getBytes(ISO_8859_1), "body");
    }

    @ParameterizedTest
    @ValueSource(strings = {"specversion", "id", "source", "type", "channel"})
    void requiresAnAttribute(String name) {
        String whole = event("\"data\":1");
        assertRefused(whole.replaceFirst("\"" + name + "\":\"[^\"]*\",", ""), name);
        assertRefused(whole.replaceFirst("\"" + name + "\":\"[^\"]*\"", "\"" + name + "\":\"\""), name);
        for (String wrong : new String[] {"1", "true", "null", "{}", "[\"a\"]", "1.5", "1e2"}) {
            assertRefused(whole.replaceFirst("\"" + name + "\":\"[^\"]*\"", "\"" + name + "\":" + wrong), name);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"specversion", "id", "data", "cursor", "ext", "\\u0069d"})
    void refusesAMemberThatAppearsTwice(String name) {
        String twice = "\"" + name + "\":\"1\"";
        assertRefused(event("\"data\":\"1\",\"cursor\":\"1\",\"ext\":\"1\"," + twice), name.replace("\\u0069", "i"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.3", "1", "1.0.2", "2.0", " 1.0"})
    void knowsOneVersionOfCloudEvents(String version) {
        assertRefused(
                event("\"data\":1").replace("\"specversion\":\"1.0\"", "\"specversion\":\"" + version + "\""),
                "specversion");
    }

    @Test
    void refusesTwoPayloads() {
        assertRefused(event("\"data\":1,\"data_base64\":\"AA==\""), "data_base64");
        assertRefused(event("\"data_base64\":\"AA==\",\"data\":null"), "data_base64");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"*\"", "\"AA==AA==\"", "\"A\"", "\"_-8=\"", "\"AA=\\n=\"", "true", "1234", "{}", "[]"})
    void refusesWhatIsNotBase64(String value) {
        assertRefused(event("\"data_base64\":" + value), "data_base64");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Ext", "my-ext", "my_ext", "ext.", "ext ", "exté", "ЕХТ", "٣", "$ext"})
    void refusesABadNameForAnExtension(String name) {
        assertRefused(event("\"" + name + "\":\"a\""), name);
        assertRefused(event("\"" + name + "\":null"), name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.0",
                "1e2",
                "2147483648",
                "-2147483649",
                "99999999999999999999",
                "{}",
                "[1]",
                "\"\"",
                "\"\\u0000\"",
                "\"\\u001f\"",
                "\"\u007f\"",
                "\"\u0085\"",
                "\"\\ud800\"",
                "\"\\udc00a\"",
                "\"\\ud800\\ud800\"",
                "\"\uffff\"",
                "\"\ufdd0\"",
                "\"\\ud83f\\udfff\""
            })
    void refusesAValueThatNoAttributeCanHave(String value) {
        assertRefused(event("\"ext\":" + value), "ext");
        assertRefused(event("\"subject\":" + value), "subject");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "true"})
    void wantsTextForWhatTheSpecificationSaysIsText(String value) {
        for (String name : new String[] {"subject", "dataschema", "datacontenttype", "time"}) {
            assertRefused(event("\"" + name + "\":" + value), name);
        }
    }

    @Test
    void doesNotRepeatALongNameInItsAnswer() {
        InvalidEventException refusal =
                refusal(event("\"" + "N".repeat(500_000) + "\":1").getBytes(UTF_8));
        assertThat(refusal.getMessage()).hasSizeLessThan(200).startsWith("NNNN");
        assertThat(refusal.member()).hasSizeLessThan(100);
    }

    private static void assertRefused(String body, String member) {
        assertRefused(body.getBytes(UTF_8), member);
    }

    private static void assertRefused(byte[] body, String member) {
        assertThat(refusal(body))
                .as("refusal of %s", new String(body, UTF_8))
                .isNotNull()
                .extracting(InvalidEventException::member)
                .isEqualTo(member);
    }

    private static InvalidEventException refusal(byte[] body) {
        return catchThrowableOfType(InvalidEventException.class, () -> EventJson.decode(body));
    }
}
