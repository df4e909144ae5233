package io.fourways.dispatch.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.fourways.dispatch.api.RunningApi.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpMethod;

class ApiIT {

    private final RunningApi api = RunningApi.shared();

    @Test
    void isWellWhenItsDatabaseIs() {
        assertThatCode(() -> new com.svix.api.Health(api.svix().getHttpClient()).get())
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/health/", "/api/v1/app/", "/api/v1/event-type/"})
    void takesSlashesAtTheEndOfPaths(String path) {
        assertThat(api.call(HttpMethod.GET, path, null).status()).isBetween(200, 204);
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /api/v1/auth/app-portal-access/a",
        "GET, /api/v1/stream",
        "GET, /api/v1/app/a/endpoint/e/transformation",
        "GET, /ingest/api/v1/source",
        "POST, /api/v1/event-type/import/openapi",
    })
    void saysWhatItLeavesOut(String method, String path) {
        Answer answer = api.call(HttpMethod.valueOf(method), path, null);
        assertThat(answer.status()).isEqualTo(501);
        assertThat(answer.text("/code")).isEqualTo("not_implemented");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/nothing", "/api/v1/app/a/nothing", "/api/v1/app/a/endpoint/e/nothing"})
    void doesNotFindWhatNobodyHas(String path) {
        Answer answer = api.call(HttpMethod.GET, path, null);
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.text("/code")).isEqualTo("not_found");
    }

    /** Which take no key: what anybody asks for is no id of ours, or nobody's. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/app/a/endpoint/e/jwks",
                "/api/v1/app/a%00/endpoint/e%00/jwks",
                "/api/v1/app/app_2abcdefghijklmnopqrstuvwxyz/endpoint/ep_2abcdefghijklmnopqrstuvwxyz/jwks"
            })
    void doesNotFindPublicKeysThatNobodyHas(String path) {
        Answer answer = api.call(HttpMethod.GET, path, null, null);
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.text("/code")).isEqualTo("not_found");
    }

    @ParameterizedTest
    @CsvSource({
        "PATCH, /api/v1/app, 'GET,POST'",
        "POST, /api/v1/app/a, 'GET,PUT,PATCH,DELETE'",
        "DELETE, /api/v1/app/a/endpoint, 'GET,POST'",
        "POST, /api/v1/app/a/endpoint/e, 'GET,PUT,PATCH,DELETE'",
        "POST, /api/v1/app/a/endpoint/e/secret, GET",
        "POST, /api/v1/app/a/endpoint/e/jwks, GET",
        "GET, /api/v1/app/a/endpoint/e/secret/rotate, POST",
        "POST, /api/v1/app/a/endpoint/e/headers, 'GET,PUT,PATCH'",
        "POST, /api/v1/app/a/endpoint/e/stats, GET",
        "PATCH, /api/v1/event-type, 'GET,POST'",
        "POST, /api/v1/event-type/t, 'GET,PUT,PATCH,DELETE'",
        "POST, /api/v1/event-type/t/retry-schedule, 'GET,PUT'",
        "POST, /api/v1/health, GET",
    })
    void saysWhichMethodsThereAre(String method, String path, String allowed) {
        Answer answer = api.call(HttpMethod.valueOf(method), path, null);
        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.text("/code")).isEqualTo("method_not_allowed");
        assertThat(answer.headers().getAllow().stream().map(HttpMethod::name))
                .containsExactlyInAnyOrder(allowed.split(","));
    }

    @Test
    void tellsItsProblemsToReadersOfProblemDetailsAsWell() {
        Answer answer = api.call(HttpMethod.GET, "/api/v1/app/nobody", null);
        assertThat(answer.headers().getContentType()).hasToString("application/problem+json");
        assertThat(answer.text())
                .isEqualTo("{\"type\":\"https://fourways.io/problems/not-found\",\"title\":\"Not Found\","
                        + "\"status\":404,\"code\":\"not_found\",\"detail\":\"Entity not found\"}");
    }

    @Test
    void namesWhatIsNotValidAsSvixDoes() {
        Answer answer = api.call(HttpMethod.POST, "/api/v1/app", "{}");
        assertThat(answer.text())
                .isEqualTo("{\"type\":\"https://fourways.io/problems/invalid-request\",\"title\":\"Invalid request\","
                        + "\"status\":422,\"code\":\"validation\",\"detail\":[{\"loc\":[\"body\",\"name\"],"
                        + "\"msg\":\"is missing\",\"type\":\"value_error\"}]}");
    }

    @Test
    void takesJsonOfABoundedSizeOnly() {
        Answer unsaid = api.call(HttpMethod.POST, "/api/v1/app", null);
        assertThat(unsaid.status()).isEqualTo(415);
        assertThat(unsaid.text("/code")).isEqualTo("unsupported_media_type");
        Answer tooLarge = api.call(HttpMethod.POST, "/api/v1/app", " ".repeat(300_000));
        assertThat(tooLarge.status()).isEqualTo(413);
        assertThat(tooLarge.text("/code")).isEqualTo("payload_too_large");
    }

    @Test
    void ignoresMembersItDoesNotKnow() {
        assertThat(api.call(HttpMethod.POST, "/api/v1/app", "{\"name\":\"a\",\"unheard\":{\"of\":1}}")
                        .status())
                .isEqualTo(201);
    }
}
