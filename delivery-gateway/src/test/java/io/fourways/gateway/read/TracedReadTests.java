package io.fourways.gateway.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.gateway.log.Events;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every response that concerns an event carries {@code traceparent} through. */
class TracedReadTests {

    private static final String PARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    private final GatewayServer gateway = new GatewayServer();

    @BeforeEach
    void follow() {
        gateway.following();
        gateway.log.append(Events.on("a"));
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @ParameterizedTest
    @CsvSource({
        "200, channel=a&after=earliest, application/json",
        "200, channel=a&after=earliest&wait=9, application/json",
        "200, channel=a, text/event-stream",
        "400, channel=a..b, application/json",
        "406, channel=a, text/html",
        "410, channel=a&after=made-up, application/json"
    })
    void carriesTheRequestsTraceThrough(int status, String query, String accept) throws Exception {
        HttpResponse<InputStream> response = get(query, accept, PARENT);
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().allValues("traceparent")).containsExactly(PARENT);
    }

    @Test
    void leavesOutWhatIsNoTrace() throws Exception {
        assertThat(get("channel=a", "application/json", "nonsense").headers().firstValue("traceparent"))
                .isEmpty();
    }

    private HttpResponse<InputStream> get(String query, String accept, String parent)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + gateway.port() + "/v1/events?" + query))
                .headers("Accept", accept, "traceparent", parent)
                .timeout(Duration.ofSeconds(20))
                .build();
        HttpResponse<InputStream> response = gateway.client().send(request, BodyHandlers.ofInputStream());
        response.body().close();
        return response;
    }
}
