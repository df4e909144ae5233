package io.fourways.gateway.prepared;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.gateway.log.Cursor;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SaidTests {

    private static final Cursor PLACE = new Cursor(47, 0x1234);
    private static final Cursor OTHER = new Cursor(48, -1);

    @Test
    void isOneTextWhateverItsPlace() {
        Said said = said("channel=a&after=" + PLACE + "&limit=1", "Authorization", "Bearer one");
        Said further = said(
                "channel=a&after=" + OTHER + "&limit=1", "Authorization", "Bearer one", "If-None-Match", tag(OTHER));

        assertThat(further.text()).isEqualTo(said.text()).hasSameHashCodeAs(said.text());
        assertThat(said.after()).isEqualTo(PLACE);
        assertThat(said.known()).isNull();
        assertThat(further.after()).isEqualTo(OTHER);
        assertThat(further.known()).isEqualTo(OTHER);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "channel=a&after=",
                "channel=b&after=",
                "channel=a&wait=1&after=",
                "channel=a&access_token=x&after=",
                "channel=a&access_token=y&after=",
                "after="
            })
    void isAnotherTextWhereItAsksForSomethingElse(String query) {
        assertThat(said(query + PLACE).text())
                .isNotEqualTo(said("channel=a&after=" + PLACE + "&limit=1").text());
    }

    @Test
    void isAnotherTextWhereAnyFieldIsAnother() {
        PollText text =
                said("channel=a&after=" + PLACE, "Authorization", "Bearer one").text();
        assertThat(said("channel=a&after=" + PLACE, "Authorization", "Bearer two")
                        .text())
                .isNotEqualTo(text);
        assertThat(said("channel=a&after=" + PLACE, "authorization", "Bearer one")
                        .text())
                .isNotEqualTo(text);
        assertThat(said("channel=a&after=" + PLACE).text()).isNotEqualTo(text);
        assertThat(said("channel=a&after=" + PLACE, "Authorization", "Bearer one", "Prefer", "wait=1")
                        .text())
                .isNotEqualTo(text);
    }

    @Test
    void hasThePlaceOfItsTagWhereItNamesNone() {
        Said said = said("channel=a", "If-None-Match", tag(PLACE));
        assertThat(said.after()).isNull();
        assertThat(said.known()).isEqualTo(PLACE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Origin", "Upgrade", "Connection", "Expect", "traceparent", "HTTP2-Settings"})
    void isNotSaidByWhoeverMayBeAPageOrMoreThanAPoll(String field) {
        assertThat(Said.of(request("channel=a&after=" + PLACE, field, "x"))).isNull();
    }

    @Test
    void isSaidByWhoeverSaysThatTheConnectionGoesOn() {
        Said said = said("channel=a&after=" + PLACE, "Connection", "Keep-Alive");
        assertThat(said.after()).isEqualTo(PLACE);
        assertThat(Said.of(request("channel=a&after=" + PLACE, "Connection", "keep-alive, close")))
                .isNull();
    }

    @Test
    void isNotSaidToNoHostOrToTwo() {
        HttpRequest request = request("channel=a&after=" + PLACE);
        request.headers().add("Host", "another");
        assertThat(Said.of(request)).isNull();
        request.headers().remove("Host");
        assertThat(Said.of(request)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"channel=a", "channel=a&after=", "channel=a&after=earliest", "channel=a&last=1", "after=0-1"})
    void isNotSaidWithoutAPlace(String query) {
        assertThat(Said.of(request(query))).isNull();
    }

    @Test
    void isNotSaidByTagsThatAreNotOneCursor() {
        String query = "channel=a&after=" + PLACE;
        assertThat(Said.of(request(query, "If-None-Match", "*"))).isNull();
        assertThat(Said.of(request(query, "If-None-Match", "W/" + tag(PLACE)))).isNull();
        assertThat(Said.of(request(query, "If-None-Match", tag(PLACE) + ", " + tag(OTHER))))
                .isNull();
        assertThat(Said.of(request(query, "If-None-Match", tag(PLACE), "If-None-Match", tag(PLACE))))
                .isNull();
    }

    @Test
    void isNotSaidAtLength() {
        assertThat(Said.of(request("channel=a&after=" + PLACE, "Cookie", "x".repeat(8 << 10))))
                .isNull();
        assertThat(said("channel=a&after=" + PLACE, "Cookie", "x".repeat(4 << 10))
                        .text())
                .as("behind one that was too long")
                .isEqualTo(said("channel=a&after=" + OTHER, "Cookie", "x".repeat(4 << 10))
                        .text());
    }

    private static Said said(String query, String... fields) {
        return Objects.requireNonNull(Said.of(request(query, fields)));
    }

    private static HttpRequest request(String query, String... fields) {
        HttpRequest request = new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/v1/events?" + query);
        request.headers().add("Host", "localhost");
        for (int i = 0; i < fields.length; i += 2) {
            request.headers().add(fields[i], fields[i + 1]);
        }
        return request;
    }

    private static String tag(Cursor cursor) {
        return '"' + cursor.toString() + '"';
    }
}
