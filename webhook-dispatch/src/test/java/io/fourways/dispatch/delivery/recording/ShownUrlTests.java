package io.fourways.dispatch.delivery.recording;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShownUrlTests {

    @ParameterizedTest
    @CsvSource({
        "https://a.example/hooks, https://a.example/hooks",
        "https://a.example/hooks/in-the-path, https://a.example/hooks/in-the-path",
        "https://a.example/hooks?token=x, https://a.example/hooks?…",
        "https://a.example?a=1#token, https://a.example?…",
        "https://a.example/hooks#token?x, https://a.example/hooks",
        "https://a.example/hooks#token, https://a.example/hooks"
    })
    void isCutAfterThePath(String url, String shown) {
        assertThat(ShownUrl.of(url)).isEqualTo(shown);
    }
}
