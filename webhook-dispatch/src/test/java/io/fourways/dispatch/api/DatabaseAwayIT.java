package io.fourways.dispatch.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fourways.dispatch.api.RunningApi.Answer;
import io.fourways.dispatch.message.api.SomeApp;
import io.fourways.system.database.TestDatabase;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;

class DatabaseAwayIT {

    private static final RunningApi API = RunningApi.shared();
    private static final String MESSAGE = "{\"eventType\":\"a\",\"payload\":{}}";

    @Test
    void isAnswered503UntilItIsBack() {
        String path = "/api/v1/app/" + SomeApp.called("away").id();
        TestDatabase.kill();
        try {
            assertUnavailable(API.call(HttpMethod.GET, path, null));
            assertUnavailable(API.call(HttpMethod.POST, path + "/msg", MESSAGE));
            assertUnavailable(API.call(HttpMethod.GET, "/api/v1/health", null, null));
        } finally {
            TestDatabase.restart();
        }
        await().atMost(RunningApi.PATIENCE)
                .until(() -> API.call(HttpMethod.POST, path + "/msg", MESSAGE).status() == 202);
    }

    private static void assertUnavailable(Answer answer) {
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.text("/code")).isEqualTo("unavailable");
        assertThat(answer.headers().getFirst("Retry-After")).isEqualTo("1");
    }
}
