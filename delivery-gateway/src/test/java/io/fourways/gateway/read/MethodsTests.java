package io.fourways.gateway.read;

import static io.fourways.gateway.read.PollClient.header;
import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.gateway.log.Events;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class MethodsTests {

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

    @Test
    void headIsAPollWithoutItsBody() {
        HttpResponse<String> get = send("GET", "channel=a&after=earliest");
        HttpResponse<String> head = send("HEAD", "channel=a&after=earliest");
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        for (String name : new String[] {"ETag", "Link", "Poll-After", "Content-Type", "Content-Length", "Vary"}) {
            assertThat(header(head, name)).as(name).isEqualTo(header(get, name)).isNotEqualTo("(none)");
        }
        assertThat(send("HEAD", "channel=a&after=earliest", "If-None-Match", header(head, "ETag"))
                        .statusCode())
                .isEqualTo(304);
        assertThat(send("HEAD", "channel=a&after=nowhere").statusCode()).isEqualTo(410);
    }

    @Test
    void headNeverWaits() {
        HttpResponse<String> head = send("HEAD", "channel=a&wait=60", "Prefer", "wait=60");
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(header(head, "Preference-Applied")).isEqualTo("(none)");
        assertThat(header(head, "Link")).contains("&wait=60&");
    }

    @Test
    void headOpensNoStream() {
        HttpResponse<String> head = send("HEAD", "channel=a", "Accept", "text/event-stream");
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(header(head, "ETag")).isNotEqualTo("(none)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE", "TRACE", "FROB"})
    void othersAreNotAllowed(String method) {
        HttpResponse<String> answer = send(method, "channel=a");
        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(header(answer, "Content-Type")).isEqualTo("application/problem+json");
        assertThat(header(answer, "Allow")).isEqualTo("GET,HEAD");
        assertThat(JsonMapper.shared().readTree(answer.body()).get("type").stringValue())
                .isEqualTo("https://fourways.io/problems/method-not-allowed");
    }

    @Test
    void optionsSaysWhatThereIs() {
        HttpResponse<String> answer = send("OPTIONS", "channel=a");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(header(answer, "Allow")).isEqualTo("GET,HEAD,OPTIONS");
    }

    private HttpResponse<String> send(String method, String query, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + gateway.port() + "/v1/events?" + query))
                .timeout(Duration.ofSeconds(20))
                .method(method, BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return gateway.client()
                .sendAsync(request.build(), BodyHandlers.ofString())
                .join();
    }
}
