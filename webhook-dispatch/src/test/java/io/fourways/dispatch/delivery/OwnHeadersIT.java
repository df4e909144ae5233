package io.fourways.dispatch.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.svix.Svix;
import com.svix.models.ApplicationIn;
import com.svix.models.EndpointHeadersIn;
import com.svix.models.EndpointHeadersPatchIn;
import com.svix.models.EndpointIn;
import com.svix.models.MessageIn;
import io.fourways.dispatch.api.RunningApi;
import io.fourways.dispatch.api.RunningApi.Answer;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.springframework.http.HttpMethod;

/** What is set under {@code …/headers}, as the endpoint gets it. */
class OwnHeadersIT {

    private static final RunningApi API = RunningApi.delivering();
    private static final Svix SVIX = API.svix();

    /** The sender's own, and of RFC 9110, section 7.6.1, what is the connection's. */
    private static final List<String> TAKEN = List.of(
            "Accept-Encoding",
            "Connection",
            "Content-Encoding",
            "Content-Length",
            "Content-Type",
            "Expect",
            "Host",
            "Keep-Alive",
            "Proxy-Authenticate",
            "Proxy-Authorization",
            "Proxy-Connection",
            "TE",
            "Trailer",
            "Transfer-Encoding",
            "Upgrade",
            "User-Agent",
            "traceparent",
            "tracestate",
            "webhook-id",
            "webhook-signature",
            "webhook-timestamp",
            "svix-id");

    private final Receivers receivers = new Receivers();
    private String app;

    @BeforeEach
    void makeAnEndpoint(TestInfo test) throws Exception {
        app = test.getTestMethod().orElseThrow().getName();
        SVIX.getApplication().create(new ApplicationIn().name(app).uid(app));
        SVIX.getEndpoint().create(app, new EndpointIn().uid("ep").url(URI.create(receivers.at("ep", 200))));
    }

    @AfterEach
    void close() {
        receivers.close();
    }

    @AfterAll
    static void stop() {
        API.close();
    }

    /** The headers of one more delivery. */
    private Map<String, String> delivered() throws Exception {
        int before = receivers.received("ep").size();
        SVIX.getMessage().create(app, new MessageIn().eventType("t").payload("{}"));
        await().atMost(RunningApi.PATIENCE).until(() -> receivers.received("ep").size() > before);
        return receivers.headers("ep").get(before);
    }

    @Test
    void arriveAsTheyWereSetLast() throws Exception {
        assertThat(delivered()).doesNotContainKeys("x-tier", "x-old", "authorization");
        SVIX.getEndpoint()
                .updateHeaders(
                        app,
                        "ep",
                        new EndpointHeadersIn()
                                .headers(Map.of("X-Tier", "gold", "X-Old", "1", "Authorization", "Bearer hush")));
        assertThat(delivered())
                .containsEntry("x-tier", "gold")
                .containsEntry("x-old", "1")
                .containsEntry("authorization", "Bearer hush");
        SVIX.getEndpoint()
                .patchHeaders(
                        app,
                        "ep",
                        new EndpointHeadersPatchIn()
                                .headers(new HashMap<>(Map.of("x-tier", "silver")))
                                .deleteHeaders(List.of("x-old")));
        assertThat(delivered())
                .containsEntry("x-tier", "silver")
                .containsEntry("authorization", "Bearer hush")
                .doesNotContainKey("x-old");
        SVIX.getEndpoint().updateHeaders(app, "ep", new EndpointHeadersIn().headers(Map.of()));
        assertThat(delivered()).doesNotContainKeys("x-tier", "authorization");
    }

    @Test
    void areNeverThoseOfTheSenderOrOfTheConnection() throws Exception {
        String path = "/api/v1/app/" + app + "/endpoint/ep/headers";
        for (String name : TAKEN) {
            for (HttpMethod method : List.of(HttpMethod.PUT, HttpMethod.PATCH)) {
                Answer refused = API.call(method, path, "{\"headers\":{\"X-Fine\":\"1\",\"" + name + "\":\"bad\"}}");
                assertThat(refused.status()).as("%s of %s", method, name).isEqualTo(422);
                assertThat(refused.fault()).isEqualTo("body/headers/" + name);
            }
        }
        assertThat(delivered())
                .doesNotContainValue("bad")
                .doesNotContainKey("x-fine")
                .containsEntry("content-type", "application/json")
                .containsEntry("content-length", "2");
    }
}
