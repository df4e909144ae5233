package io.fourways.gateway.read;

import static io.fourways.gateway.read.PollClient.header;
import static io.fourways.gateway.read.PollClient.ids;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fourways.gateway.log.Events;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LongPollTests {

    private final GatewayServer gateway = new GatewayServer();

    @BeforeEach
    void follow() {
        gateway.following();
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void parksALongPollUntilSomethingComes() {
        CompletableFuture<HttpResponse<String>> parked = getAsync("channel=a", "Prefer", "wait=30");
        await().until(() -> gateway.readers() == 1);
        gateway.log.append(Events.on("other"));
        gateway.log.append(Events.of("it", "a", "t", "{}"));
        HttpResponse<String> answer = parked.orTimeout(5, TimeUnit.SECONDS).join();
        assertThat(ids(answer)).containsExactly("it");
        assertThat(header(answer, "Preference-Applied")).isEqualTo("wait=30");
        assertThat(gateway.readers()).isZero();
    }

    @Test
    void answersALongPollEmptyWhenItsTimeIsUp() {
        HttpResponse<String> answer = get("channel=a&wait=1");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(ids(answer)).isEmpty();
        assertThat(header(answer, "Preference-Applied")).isEqualTo("wait=1");
    }

    @Test
    void parksNobodyLongerThanAMinute() {
        CompletableFuture<HttpResponse<String>> parked = getAsync("channel=a&wait=100000");
        await().until(() -> gateway.readers() == 1);
        gateway.log.append(Events.on("a"));
        assertThat(header(parked.join(), "Preference-Applied")).isEqualTo("wait=60");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"wait=soon", "wait", "respond-async", "", "wait=-1", "awaiting=5", "x; wait=1", "x=\"y, wait=1\""
            })
    void ignoresPreferencesItDoesNotUnderstand(String prefer) {
        HttpResponse<String> answer = get("channel=a", "Prefer", prefer);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Preference-Applied")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"respond-async, wait=1", "Wait=1", "wait=\"1\"", "wait = 1", "x=\"a \\\", b\", wait=1; y"})
    void understandsPreferencesAsTheyMayBeWritten(String prefer) {
        assertThat(header(get("channel=a", "Prefer", prefer), "Preference-Applied"))
                .isEqualTo("wait=1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"after=earliest", "last=5"})
    void parksWhoHasItAllAlreadyAndThenSendsThePageAgain(String start) {
        gateway.log.append(Events.of("had", "a", "t", "{}"));
        CompletableFuture<HttpResponse<String>> parked =
                getAsync("channel=a&wait=30&" + start, "If-None-Match", '"' + newest() + '"');
        await().until(() -> gateway.readers() == 1);
        gateway.log.append(Events.on("other"));
        gateway.log.append(Events.of("new", "a", "t", "{}"));
        assertThat(ids(parked.orTimeout(5, TimeUnit.SECONDS).join())).containsExactly("had", "new");
    }

    @Test
    void letsGoOfAPollWhoseClientHasGone() throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
            socket.getOutputStream()
                    .write("GET /v1/events?channel=a&wait=50 HTTP/1.1\r\nHost: x\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            await().until(() -> gateway.readers() == 1);
        }
        await().until(() -> gateway.readers() == 0);
    }

    @Test
    void linksToAsLongAWaitAsTheQueryAskedFor() {
        String start = newest();
        gateway.log.append(Events.on("a"));
        assertThat(header(get("channel=a&wait=99&after=" + start), "Link"))
                .isEqualTo("</v1/events?channel=a&limit=100&wait=60&after=" + newest() + ">; rel=\"next\"");
        assertThat(header(get("channel=a&after=" + start, "Prefer", "wait=9"), "Link"))
                .doesNotContain("wait");
    }

    private String newest() {
        return gateway.window.newest().toString();
    }

    private HttpResponse<String> get(String query, String... headers) {
        return PollClient.get(gateway, query, headers);
    }

    private CompletableFuture<HttpResponse<String>> getAsync(String query, String... headers) {
        return PollClient.getAsync(gateway, query, headers);
    }
}
