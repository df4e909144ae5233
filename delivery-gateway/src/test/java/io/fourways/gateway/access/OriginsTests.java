package io.fourways.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;

class OriginsTests {

    @ParameterizedTest
    @CsvSource({
        "http://gateway.example:8080, gateway.example:8080, true",
        "https://gateway.example, gateway.example, true",
        "https://Gateway.Example, gateway.example, true",
        "http://gateway.example, gateway.example:8080, false",
        "http://gateway.example:9090, gateway.example:8080, false",
        "http://evil.example, gateway.example, false",
        "http://gateway.example.evil.example, gateway.example, false",
        "http://evil-gateway.example, gateway.example, false",
        "null, gateway.example, false",
        "gateway.example, gateway.example, false",
        "'http://', gateway.example, false",
    })
    void allowsItsOwnByDefault(String origin, String host, boolean allowed) {
        assertThat(allow(origin, host)).isEqualTo(allowed);
    }

    @Test
    void allowsRequestsOfNoPage() {
        assertThat(origins().allow(MockServerHttpRequest.get("/").build())).isTrue();
    }

    @Test
    void believesTheAddressThatABelievedProxyGave() {
        assertThat(origins()
                        .allow(MockServerHttpRequest.get("https://public.example/v1/events")
                                .header("Host", "10.0.0.7:8080")
                                .header("Origin", "https://public.example")
                                .build()))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "https://app.example, true",
        "http://app.example, false",
        "https://app.example:8443, false",
        "https://a.example.org, true",
        "https://a.b.example.org, true",
        "https://example.org, false",
        "https://evilexample.org, false",
        "http://a.example.org, false",
        "https://a.example.org.evil.example, false",
        "null, false",
    })
    void allowsWhatIsConfigured(String origin, boolean allowed) {
        assertThat(allow(origin, "gateway.example", "https://app.example", "https://*.example.org"))
                .isEqualTo(allowed);
    }

    @Test
    void allowsAllWhenConfigured() {
        assertThat(allow("https://anywhere.example", "gateway.example", "*")).isTrue();
        assertThat(allow("null", "gateway.example", "*")).isTrue();
    }

    private static boolean allow(String origin, String host, String... configured) {
        return origins(configured)
                .allow(MockServerHttpRequest.get("/v1/events")
                        .header("Host", host)
                        .header("Origin", origin)
                        .build());
    }

    private static Origins origins(String... configured) {
        return new Origins(new OriginProperties(List.of(configured)));
    }
}
