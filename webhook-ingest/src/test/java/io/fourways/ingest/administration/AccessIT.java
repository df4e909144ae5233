package io.fourways.ingest.administration;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpMethod;

class AccessIT {

    private final RunningAdministration service = RunningAdministration.shared();

    @ParameterizedTest
    @CsvSource({
        "GET, /v1/sources",
        "POST, /v1/sources",
        "GET, /v1/sources/declared",
        "PUT, /v1/sources/declared",
        "DELETE, /v1/sources/declared",
        "POST, /v1/sources/declared/secrets",
        "DELETE, /v1/sources/declared/secrets",
        "PATCH, /v1/sources",
        "GET, /v1/webhooks",
        "GET, /v1/webhooks/a1-1",
        "POST, /v1/webhooks/a1-1/replay",
        "GET, /v1/replays",
        "POST, /v1/replays",
        "POST, /v1/webhooks/replay",
        "GET, /v1/replays/x",
        "DELETE, /v1/replays/x",
    })
    void isForAdministratorsOnly(String method, String path) {
        HttpMethod asked = HttpMethod.valueOf(method);
        assertThat(service.call(asked, path, null, "X-None", "").status()).isEqualTo(401);
        assertThat(service.call(asked, path, null, "Authorization", "Bearer who")
                        .status())
                .isEqualTo(401);
        assertThat(service.call(asked, path, null, "Authorization", "Bearer reader")
                        .status())
                .isEqualTo(403);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /v1/sources, 200",
        "GET, /v1/webhooks, 200",
        "POST, /v1/sources, 401",
        "DELETE, /v1/sources/declared, 401",
        "POST, /v1/webhooks/a1-1/replay, 401",
        "POST, /v1/replays, 401",
        "POST, /v1/webhooks/replay, 401",
    })
    void takesACookieForLookingOnly(String method, String path, int status) {
        assertThat(service.call(HttpMethod.valueOf(method), path, null, "Cookie", "fourways_token=admin")
                        .status())
                .isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({
        "PATCH, /v1/sources, 'GET,POST'",
        "POST, /v1/sources/declared, 'GET,PUT,DELETE'",
        "GET, /v1/sources/declared/secrets, 'POST,DELETE'",
        "DELETE, /v1/webhooks, GET",
        "PUT, /v1/webhooks/a1-1, GET",
        "GET, /v1/webhooks/a1-1/replay, POST",
        "PUT, /v1/replays, 'GET,POST'",
        "PUT, /v1/webhooks/replay, POST",
        "POST, /v1/replays/x, 'GET,DELETE'",
    })
    void saysWhichMethodsThereAre(String method, String path, String allowed) {
        var answer = service.call(HttpMethod.valueOf(method), path, null);
        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.headers().getAllow().stream().map(HttpMethod::name))
                .containsExactlyInAnyOrder(allowed.split(","));
    }

    @ParameterizedTest
    @CsvSource({"POST, /v1/sources", "PUT, /v1/sources/a", "POST, /v1/sources/a/secrets", "POST, /v1/replays"})
    void takesJsonObjectsOnly(String method, String path) {
        HttpMethod asked = HttpMethod.valueOf(method);
        assertThat(service.call(asked, path, null).status()).isEqualTo(415);
        for (String body : new String[] {"[]", "1", "null", "{\"a\":", "hush", "[".repeat(5000)}) {
            var answer = service.call(asked, path, body);
            assertThat(answer.status()).as(body).isEqualTo(400);
            assertThat(answer.text("/member")).isEqualTo("body");
            assertThat(answer.text()).doesNotContain("hush");
        }
        assertThat(service.call(asked, path, " ".repeat(300_000)).status()).isEqualTo(413);
        assertThat(service.call(asked, path, "{\"what\":1}").text("/member")).isEqualTo("what");
    }
}
