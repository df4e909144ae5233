package io.fourways.dispatch.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.svix.models.ApplicationIn;
import io.fourways.dispatch.api.RunningApi.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;

class DatabaseAwayIT {

    private static final String MESSAGE = "{\"eventType\":\"a\",\"payload\":{}}";

    private final RunningApi api = RunningApi.onAMortalDatabase();

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void isAnswered503UntilItIsBack() throws Exception {
        String path = "/api/v1/app/"
                + api.svix()
                        .getApplication()
                        .create(new ApplicationIn().name("a"))
                        .getId();
        api.database().kill();
        try {
            assertUnavailable(api.call(HttpMethod.GET, path, null));
            assertUnavailable(api.call(HttpMethod.POST, path + "/msg", MESSAGE));
            assertUnavailable(api.call(HttpMethod.GET, "/api/v1/health", null, null));
        } finally {
            api.database().restart();
        }
        await().atMost(RunningApi.PATIENCE)
                .until(() -> api.call(HttpMethod.POST, path + "/msg", MESSAGE).status() == 202);
    }

    private static void assertUnavailable(Answer answer) {
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.text("/code")).isEqualTo("unavailable");
        assertThat(answer.headers().getFirst("Retry-After")).isEqualTo("1");
    }
}
