package io.fourways.dispatch.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.svix.Svix;
import com.svix.models.ApplicationIn;
import com.svix.models.EndpointIn;
import com.svix.models.EndpointPatch;
import com.svix.models.MessageIn;
import io.fourways.contract.Event;
import io.fourways.dispatch.api.RunningApi;
import io.fourways.dispatch.delivery.Receivers.Answer;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Sinks;

/** An endpoint that answers 410, as its owner sees it by the API. */
class GoneIT {

    private final RunningApi api = RunningApi.delivering();
    private final Svix svix = api.svix();
    private final Receivers receivers = new Receivers();

    @AfterEach
    void stop() {
        api.close();
        receivers.close();
    }

    private static void awaiting(ThrowingRunnable condition) {
        await().atMost(RunningApi.PATIENCE).untilAsserted(condition);
    }

    private long inState(int state) {
        return api.database().count("SELECT count(*) FROM delivery WHERE state = " + state);
    }

    private List<String> said() {
        return api.published().stream()
                .map(Event::type)
                .filter(type -> type.startsWith("endpoint."))
                .toList();
    }

    @Test
    void isDisabledAndGetsWhatItIsStillOwedOnceSomebodyEnablesIt() throws Exception {
        Sinks.Empty<Void> answer = Sinks.empty();
        String url = receivers.at("ep", n -> n == 1 ? Answer.of(410).after(answer.asMono()) : Answer.of(200));
        svix.getApplication().create(new ApplicationIn().name("Acme").uid("acme"));
        svix.getEndpoint()
                .create(
                        "acme",
                        new EndpointIn().uid("ep").url(URI.create(url)).metadata(Map.of("fourways.concurrency", "1")));
        List<String> messages = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            messages.add(svix.getMessage()
                    .create("acme", new MessageIn().eventType("t").payload("{}"))
                    .getId());
        }
        awaiting(() -> assertThat(receivers.received("ep")).hasSize(1));
        answer.tryEmitEmpty();

        awaiting(() -> assertThat(inState(4)).isEqualTo(5));
        assertThat(svix.getEndpoint().get("acme", "ep").getDisabled()).isTrue();
        awaiting(() -> assertThat(said()).containsExactly("endpoint.disabled"));
        assertThat(receivers.received("ep")).hasSize(1);

        svix.getEndpoint().patch("acme", "ep", new EndpointPatch().disabled(false));
        awaiting(() -> assertThat(inState(0)).isEqualTo(5));
        List<String> received = receivers.received("ep");
        assertThat(received.subList(1, received.size())).containsExactlyInAnyOrderElementsOf(messages);
        assertThat(svix.getEndpoint().get("acme", "ep").getDisabled()).isFalse();
        awaiting(() -> assertThat(said()).containsExactly("endpoint.disabled", "endpoint.enabled"));
    }
}
