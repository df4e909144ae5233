package io.fourways.service.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpCookie;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.http.server.reactive.MockServerHttpResponse;
import reactor.core.publisher.Mono;

class BearerTokensTests {

    @Test
    void prefersTheHeaderToTheQueryAndTheQueryToTheCookie() {
        HttpCookie cookie = new HttpCookie("fourways_token", "c");
        assertThat(BearerTokens.of(MockServerHttpRequest.get("/?access_token=q")
                        .header("Authorization", "bearer h")
                        .cookie(cookie)
                        .build()))
                .isEqualTo("h");
        assertThat(BearerTokens.of(MockServerHttpRequest.get("/?access_token=q")
                        .cookie(cookie)
                        .build()))
                .isEqualTo("q");
        assertThat(BearerTokens.of(MockServerHttpRequest.get("/").cookie(cookie).build()))
                .isEqualTo("c");
    }

    @Test
    void findsNoTokenInOtherSchemesOrBlanks() {
        assertThat(BearerTokens.of(MockServerHttpRequest.get("/?access_token=")
                        .header("Authorization", "Basic eDp5")
                        .cookie(new HttpCookie("fourways_token", ""))
                        .build()))
                .isNull();
        assertThat(BearerTokens.of(MockServerHttpRequest.get("/")
                        .header("Authorization", "Bearer ")
                        .build()))
                .isNull();
    }

    @Test
    void movesTheTokenOutOfTheQuery() {
        ServerHttpRequest moved = moved("/v1/events?channel=a.*&access_token=t-1&after=%C3%A9&access%5Ftoken=t-2");
        assertThat(moved.getURI().getRawQuery()).isEqualTo("channel=a.*&after=%C3%A9");
        assertThat(moved.getQueryParams()).containsOnlyKeys("channel", "after");
        assertThat(BearerTokens.of(moved)).isEqualTo("t-1");
    }

    @Test
    void doesNotTakeACookieForAHeaderWhereTheQuerysTokenIsBlank() {
        ServerHttpRequest moved = handled(MockServerHttpRequest.post("/v1/events?access_token=")
                .cookie(new HttpCookie("fourways_token", "c"))
                .build());

        assertThat(BearerTokens.inHeader(moved)).isNull();
        assertThat(BearerTokens.of(moved)).isEqualTo("c");
    }

    @Test
    void leavesNoQueryWhereTheTokenWasAll() {
        ServerHttpRequest moved = moved("/v1/events?access_token=t-1");
        assertThat(moved.getURI()).hasToString("/v1/events");
        assertThat(BearerTokens.of(moved)).isEqualTo("t-1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"channel[]=a", "channel=a[b]", "channel=\u00e4", "channel=a%5B", "&&channel=a"})
    void leavesTheRestOfTheQueryAsItWasSent(String rest) {
        ServerHttpRequest moved = moved("http://localhost:8080/v1/events?" + rest + "&access_token=t-1");
        assertThat(moved.getURI()).hasToString("http://localhost:8080/v1/events?" + rest);
        assertThat(BearerTokens.of(moved)).isEqualTo("t-1");
    }

    @Test
    void leavesOtherRequestsAsTheyAre() {
        MockServerHttpRequest request =
                MockServerHttpRequest.get("/v1/events?channel=a").build();
        assertThat(handled(request)).isSameAs(request);
    }

    @Test
    void areNotLookedForWhereThereAreNone() {
        ServerHttpRequest signed = MockServerHttpRequest.get("/webhooks/shop?access_token=signed&b=1")
                .build();
        assertThat(handled(signed)).isSameAs(signed);
    }

    private static ServerHttpRequest moved(String address) {
        return handled(MockServerHttpRequest.method(HttpMethod.GET, URI.create(address))
                .build());
    }

    private static ServerHttpRequest handled(ServerHttpRequest request) {
        List<ServerHttpRequest> seen = new ArrayList<>();
        BearerTokens.outOfQuery(
                        (passed, response) -> {
                            seen.add(passed);
                            return Mono.empty();
                        },
                        asked -> !asked.getPath().value().startsWith("/webhooks/"))
                .handle(request, new MockServerHttpResponse())
                .block();
        assertThat(seen).hasSize(1);
        return seen.get(0);
    }
}
