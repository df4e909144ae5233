package io.fourways.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.core.format.EventFormat;
import io.cloudevents.core.provider.EventFormatProvider;
import io.cloudevents.http.HttpMessageFactory;
import io.cloudevents.jackson.JsonFormat;
import io.fourways.system.client.Http;
import io.fourways.system.client.Positions;
import io.fourways.system.client.Subscription;
import io.fourways.system.client.Tokens;
import io.fourways.system.json.JsonTexts;
import io.fourways.system.node.ClientProcess;
import io.fourways.system.service.Installation;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.java_websocket.client.WebSocketClient;
import org.java_websocket.drafts.Draft_6455;
import org.java_websocket.extensions.permessage_deflate.PerMessageDeflateExtension;
import org.java_websocket.handshake.ServerHandshake;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class InteropIT {

    private final Installation installation = Installation.shared();

    @Test
    void npmEventSourceReads() {
        try (ClientProcess client = ClientProcess.node("eventsource.mjs", url("interop.eventsource"))) {
            client.awaitLine("\"open\"");
            installation.publisher().publish("interop.eventsource", "{\"n\":1.0}");
            installation.publisher().publish("interop.eventsource", "{\"n\":2.0}");

            JsonNode first = JsonTexts.tree(client.awaitLine("\"event\"", 1));
            JsonNode second = JsonTexts.tree(client.awaitLine("\"event\"", 2));

            assertThat(dataOf(first)).isEqualTo("{\"n\":1.0}");
            assertThat(dataOf(second)).isEqualTo("{\"n\":2.0}");
            assertThat(first.required("id").stringValue())
                    .isEqualTo(eventOf(first).required("cursor").stringValue());
        }
    }

    @Test
    void npmWsReadsAndPublishesCompressed() {
        try (ClientProcess client = ClientProcess.node("ws.mjs", webSocketUrl("interop.ws"), "fourways.v1")) {
            assertThat(client.awaitLine("\"open\"")).contains("\"fourways.v1\"", "permessage-deflate");
            String data = "{\"x\":1.50,\"text\":\"" + "long ".repeat(1_000) + "\"}";
            client.tell(
                    "{\"id\":7,\"publish\":{\"channel\":\"interop.ws\",\"type\":\"message\",\"data\":" + data + "}}");

            assertThat(client.awaitLine("published")).contains("\\\"id\\\":7");
            JsonNode frame = JsonTexts.tree(client.awaitLine("specversion"));
            assertThat(frame.required("binary").booleanValue()).isFalse();
            assertThat(dataOf(frame)).isEqualTo(data);
        }
    }

    @Test
    void npmWsSpeaksTheCloudEventsSubprotocol() {
        try (ClientProcess client = ClientProcess.node("ws.mjs", webSocketUrl("interop.binding"), "cloudevents.json")) {
            assertThat(client.awaitLine("\"open\"")).contains("\"cloudevents.json\"");
            client.tell("{\"specversion\":\"1.0\",\"id\":\"b1\",\"source\":\"/ws\",\"type\":\"t\","
                    + "\"channel\":\"interop.binding\",\"data\":{\"y\":[]}}");

            JsonNode frame = JsonTexts.tree(client.awaitLine("specversion"));
            assertThat(eventOf(frame).required("id").stringValue()).isEqualTo("b1");
            assertThat(dataOf(frame)).isEqualTo("{\"y\":[]}");
        }
    }

    @Test
    void npmCloudEventsPublishesAndParses() {
        String start = Positions.now(installation.gateway());
        try (ClientProcess client = ClientProcess.node(
                "cloudevents.mjs",
                installation.producer().uri().toString(),
                installation.gateway().toString(),
                "interop.npm",
                start)) {
            assertThat(client.awaitLine("\"status\"", 1)).contains("202");
            assertThat(client.awaitLine("\"status\"", 2)).contains("202");
            JsonNode binary = eventOf(JsonTexts.tree(client.awaitLine("\"event\"")));
            assertThat(binary.required("id").stringValue()).isEqualTo("binary");
            assertThat(binary.required("channel").stringValue()).isEqualTo("interop.npm");
            assertThat(binary.required("data").toString()).isEqualTo("{\"from\":\"binary\",\"numbers\":[1,2.5]}");
        }
    }

    @Test
    void javaCloudEventsPublishesAndParses() {
        String start = Positions.now(installation.gateway());
        assertThat(publish("binary")).isEqualTo(202);
        assertThat(publish("structured")).isEqualTo(202);

        List<String> texts = awaitPage("interop.java", start, 2);

        EventFormat format = EventFormatProvider.getInstance().resolveFormat(JsonFormat.CONTENT_TYPE);
        List<CloudEvent> events = texts.stream()
                .map(text -> format.deserialize(text.getBytes(StandardCharsets.UTF_8)))
                .toList();
        assertThat(events).extracting(CloudEvent::getId).containsExactly("binary", "structured");
        assertThat(events).allSatisfy(event -> {
            assertThat(event.getExtension("channel")).isEqualTo("interop.java");
            assertThat(event.getExtension("cursor")).isNotNull();
            assertThat(new String(event.getData().toBytes(), StandardCharsets.UTF_8))
                    .isEqualTo("{\"a\":1}");
        });
    }

    private int publish(String mode) {
        CloudEvent event = CloudEventBuilder.v1()
                .withId(mode)
                .withSource(URI.create("/java"))
                .withType("interop")
                .withExtension("channel", "interop.java")
                .withData("application/json", "{\"a\":1}".getBytes(StandardCharsets.UTF_8))
                .build();
        HttpRequest.Builder request =
                Http.request(URI.create(installation.producer().uri() + "/v1/events"), Tokens.everything());
        var writer = HttpMessageFactory.createWriter(
                request::header, body -> request.POST(BodyPublishers.ofByteArray(body)));
        if (mode.equals("binary")) {
            writer.writeBinary(event);
        } else {
            writer.writeStructured(event, JsonFormat.CONTENT_TYPE);
        }
        return Http.send(request).statusCode();
    }

    @Test
    void curlReads() {
        try (ClientProcess curl = ClientProcess.of(
                "curl",
                "-sN",
                "-H",
                "Authorization: Bearer " + Tokens.everything(),
                "-H",
                "Accept: text/event-stream",
                url("interop.curl"))) {
            curl.awaitLine("retry:");
            installation.publisher().publish("interop.curl", "{\"by\":\"curl\"}");

            String line = curl.awaitLine("data:");
            String id = curl.lines().stream()
                    .filter(each -> each.startsWith("id:"))
                    .reduce((first, second) -> second)
                    .orElseThrow();
            JsonNode event = JsonTexts.tree(line.substring("data:".length()));
            assertThat(event.required("cursor").stringValue())
                    .isEqualTo(id.substring("id:".length()).strip());
        }
    }

    @Test
    void javaWebSocketReadsCompressed() throws Exception {
        BlockingQueue<String> frames = new LinkedBlockingQueue<>();
        JavaClient client = new JavaClient(URI.create(webSocketUrl("interop.javaws")), frames);
        assertThat(client.connectBlocking(10, TimeUnit.SECONDS)).isTrue();
        String data = "[" + "1,".repeat(1_000) + "1]";
        client.send("{\"id\":1,\"publish\":{\"channel\":\"interop.javaws\",\"type\":\"m\",\"data\":" + data + "}}");

        String event = nextEvent(frames);

        assertThat(JsonTexts.member(event, "data")).isEqualTo(data);
        client.closeBlocking();
    }

    private static String nextEvent(BlockingQueue<String> frames) throws InterruptedException {
        String frame = frames.poll(30, TimeUnit.SECONDS);
        while (frame != null && !frame.contains("specversion")) {
            frame = frames.poll(30, TimeUnit.SECONDS);
        }
        assertThat(frame).as("an event").isNotNull();
        return frame;
    }

    private List<String> awaitPage(String channel, String after, int size) {
        URI uri = Subscription.to(channel).at(installation.gateway(), after);
        List<String> events = List.of();
        for (int i = 0; i < 10 && events.size() < size; i++) {
            String body = Http.send(Http.request(uri, Tokens.everything()).header("Prefer", "wait=2"))
                    .body();
            events = JsonTexts.elementsOf(body, "events");
        }
        return events;
    }

    private String url(String channel) {
        return Subscription.to(channel).at(installation.gateway(), "").toString();
    }

    private String webSocketUrl(String channel) {
        return url(channel).replaceFirst("^http", "ws");
    }

    private static JsonNode eventOf(JsonNode line) {
        return JsonTexts.tree(line.required("event").stringValue());
    }

    private static String dataOf(JsonNode line) {
        return JsonTexts.member(line.required("event").stringValue(), "data");
    }

    /** The client of org.java-websocket, with its compression. */
    private static final class JavaClient extends WebSocketClient {

        private final BlockingQueue<String> frames;

        JavaClient(URI uri, BlockingQueue<String> frames) {
            super(
                    uri,
                    new Draft_6455(new PerMessageDeflateExtension()),
                    Map.of("Authorization", "Bearer " + Tokens.everything()));
            this.frames = frames;
        }

        @Override
        public void onOpen(ServerHandshake handshake) {
            frames.add("open");
        }

        @Override
        public void onMessage(String message) {
            frames.add(message);
        }

        @Override
        public void onClose(int code, String reason, boolean remote) {
            frames.add("closed " + code);
        }

        @Override
        public void onError(Exception error) {
            frames.add("error " + error);
        }
    }
}
