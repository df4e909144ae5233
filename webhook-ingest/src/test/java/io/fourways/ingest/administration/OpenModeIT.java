package io.fourways.ingest.administration;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.system.database.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpMethod;

/** In mode open a page that a browser on this machine shows must not administer; webhooks prove themselves. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OpenModeIT {

    private static final String OPEN = "fourways.security.mode=open";

    private final RunningAdministration service =
            RunningAdministration.on(TestDatabase.create(), RunningAdministration.KEY, OPEN);

    @AfterAll
    void stop() {
        service.close();
    }

    @Test
    void isAdministeredByPrograms() {
        assertThat(service.call(HttpMethod.GET, "/v1/sources", null).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/sources", "/v1/webhooks", "/v1/replays"})
    void isNotAdministeredByForeignPages(String path) {
        RunningAdministration.Answer answer =
                service.call(HttpMethod.GET, path, null, "Origin", "https://evil.example");
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.text("/type")).endsWith("/forbidden-origin");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/sources", "/v1/webhooks", "/v1/replays"})
    void isNotAdministeredByAStrangersName(String path) {
        RunningAdministration.Answer answer = service.call(HttpMethod.GET, path, null, "Host", "evil.example");
        assertThat(answer.status()).isEqualTo(421);
        assertThat(answer.text("/type")).endsWith("/misdirected");
    }

    @Test
    void leavesWebhooksToTheirSignature() {
        assertThat(service.call(HttpMethod.POST, "/webhooks/declared", "{}", "Host", "tunnel.example")
                        .status())
                .as("without a signature")
                .isEqualTo(401);
        assertThat(service.call(HttpMethod.POST, "/webhooks/declared", "{}", "Origin", "https://evil.example")
                        .status())
                .as("without a signature")
                .isEqualTo(401);
    }
}
