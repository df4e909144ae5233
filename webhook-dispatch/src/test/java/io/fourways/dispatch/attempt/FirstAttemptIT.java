package io.fourways.dispatch.attempt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.svix.Svix;
import com.svix.models.ApplicationIn;
import com.svix.models.EndpointIn;
import com.svix.models.MessageIn;
import io.fourways.dispatch.api.RunningApi;
import io.fourways.dispatch.delivery.Receivers;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;

/** Nobody looks into the database for what is due while this lasts. */
class FirstAttemptIT {

    @Test
    void waitsForNoPollWhenAMessageIsMadeOrSentAgain() throws Exception {
        try (RunningApi api = RunningApi.delivering("1h");
                Receivers receivers = new Receivers()) {
            Svix svix = api.svix();
            String url = receivers.at("a", 200);
            svix.getApplication().create(new ApplicationIn().name("An app").uid("app"));
            svix.getEndpoint()
                    .create("app", new EndpointIn().url(URI.create(url)).uid("ep"));
            String message = svix.getMessage()
                    .create("app", new MessageIn().eventType("t").payload("{}"))
                    .getId();
            await().atMost(RunningApi.PATIENCE)
                    .untilAsserted(() -> assertThat(receivers.received("a")).containsExactly(message));
            await().atMost(RunningApi.PATIENCE)
                    .until(() -> api.database().count("SELECT count(*) FROM delivery WHERE state = 0") == 1);
            api.call(HttpMethod.POST, "/api/v1/app/app/msg/" + message + "/endpoint/ep/resend", null);
            await().atMost(RunningApi.PATIENCE)
                    .untilAsserted(() -> assertThat(receivers.received("a")).containsExactly(message, message));
        }
    }
}
