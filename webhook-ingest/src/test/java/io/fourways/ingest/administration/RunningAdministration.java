package io.fourways.ingest.administration;

import static org.awaitility.Awaitility.await;

import io.fourways.contract.Event;
import io.fourways.contract.Grants;
import io.fourways.ingest.IngestApplication;
import io.fourways.service.access.Authenticator;
import io.fourways.service.access.Caller;
import io.fourways.service.access.Unauthenticated;
import io.fourways.service.publishing.EventPublisher;
import io.fourways.system.context.OneStart;
import io.fourways.system.database.TestDatabase;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.reactive.context.ReactiveWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * The service on a database, with a log in memory, two tokens ({@code admin} and {@code reader}), and a declared source
 * {@code declared} of GitHub. Most tests share one: what they make has names of its own.
 */
public final class RunningAdministration implements AutoCloseable {

    public static final Duration PATIENCE = Duration.ofSeconds(60);
    public static final String KEY = "fourways.ingest.secrets-key=MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";
    public static final String DECLARED_SECRET = "declared-hush";

    private final ConfigurableApplicationContext service;
    private final TestDatabase database;
    private final String address;
    private final WebTestClient client =
            WebTestClient.bindToServer().responseTimeout(PATIENCE).build();

    private RunningAdministration(ConfigurableApplicationContext service, TestDatabase database, int port) {
        this.service = service;
        this.database = database;
        this.address = "http://127.0.0.1:" + port;
    }

    /** An answer; its body as text, and as JSON if it is JSON. */
    public record Answer(int status, HttpHeaders headers, String text) {

        public JsonNode json() {
            return text.isEmpty()
                    ? MissingNode.getInstance()
                    : JsonMapper.shared().readTree(text);
        }

        public String text(String pointer) {
            return json().at(pointer).asString();
        }

        /** The last part of a problem's type. */
        public String problem() {
            String type = text("/type");
            return type.substring(type.lastIndexOf('/') + 1);
        }
    }

    /** The one, with a key, that ends with this JVM. */
    public static RunningAdministration shared() {
        return Shared.SERVICE;
    }

    private static final class Shared {
        private static final RunningAdministration SERVICE = on(TestDatabase.create(), KEY);
    }

    /** Starts, and waits until the database is ready. */
    public static RunningAdministration on(TestDatabase database, String... properties) {
        ConfigurableApplicationContext service = OneStart.of(new SpringApplicationBuilder(Service.class)
                .properties(
                        "spring.config.name=webhook-ingest",
                        "FOURWAYS_INGEST_ADDRESS=127.0.0.1",
                        "FOURWAYS_INGEST_PORT=0",
                        "management.endpoint.health.validate-group-membership=false",
                        "fourways.ingest.database.url=" + database.url(),
                        "fourways.ingest.sources-refresh=50ms",
                        "fourways.ingest.rejected.pause=1ms",
                        "fourways.ingest.sources.declared.provider=github",
                        "fourways.ingest.sources.declared.secrets=" + DECLARED_SECRET)
                .properties(properties));
        int port =
                ((ReactiveWebServerApplicationContext) service).getWebServer().getPort();
        RunningAdministration running = new RunningAdministration(service, database, port);
        await().atMost(PATIENCE).until(() -> running.get("/v1/webhooks").status() == 200);
        return running;
    }

    public Answer get(String path) {
        return call(HttpMethod.GET, path, null);
    }

    public Answer post(String path, String json) {
        return call(HttpMethod.POST, path, json);
    }

    /** With an {@code Idempotency-Key}. */
    public Answer post(String path, String json, String key) {
        return answer(request(HttpMethod.POST, path, json, HttpHeaders.AUTHORIZATION, "Bearer admin")
                .header("Idempotency-Key", key)
                .exchange());
    }

    public Answer put(String path, String json) {
        return call(HttpMethod.PUT, path, json);
    }

    public Answer delete(String path) {
        return call(HttpMethod.DELETE, path, null);
    }

    /** As an administrator. */
    public Answer call(HttpMethod method, String path, String json) {
        return call(method, path, json, HttpHeaders.AUTHORIZATION, "Bearer admin");
    }

    /** As whom the header says. */
    public Answer call(HttpMethod method, String path, String json, String header, String value) {
        return answer(request(method, path, json, header, value).exchange());
    }

    private WebTestClient.RequestBodySpec request(
            HttpMethod method, String path, String json, String header, String value) {
        WebTestClient.RequestBodySpec request =
                client.method(method).uri(URI.create(address + path)).header(header, value);
        if (json != null) {
            request.contentType(MediaType.APPLICATION_JSON).bodyValue(json);
        }
        return request;
    }

    /** What GitHub sends. */
    public Answer push(String source, String id, String body, String secret) {
        return answer(client.post()
                .uri(URI.create(address + "/webhooks/" + source + "?token=in-query"))
                .contentType(MediaType.APPLICATION_JSON)
                .header("X-GitHub-Delivery", id)
                .header("X-GitHub-Event", "push")
                .header("X-Hub-Signature-256", "sha256=" + hmac(secret, body))
                .bodyValue(body)
                .exchange());
    }

    private static Answer answer(WebTestClient.ResponseSpec response) {
        EntityExchangeResult<byte[]> result = response.expectBody().returnResult();
        byte[] body = result.getResponseBody();
        String text = body == null ? "" : new String(body, StandardCharsets.UTF_8);
        return new Answer(result.getStatus().value(), result.getResponseHeaders(), text);
    }

    /** HMAC-SHA256 in hex. */
    public static String hmac(String secret, String body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public void close() {
        service.close();
    }

    /** What it is on. */
    public TestDatabase database() {
        return database;
    }

    /** A part of it. */
    public <T> T get(Class<T> type) {
        return service.getBean(type);
    }

    /** What it is measured by. */
    public MeterRegistry meters() {
        return service.getBean(MeterRegistry.class);
    }

    /** What has been published, in its order. */
    public List<Event> published() {
        return List.copyOf(service.getBean(Log.class).events);
    }

    /** Takes every event. */
    static final class Log implements EventPublisher {

        private final Queue<Event> events = new ConcurrentLinkedQueue<>();

        @Override
        public Mono<Void> publish(Event event) {
            return Mono.fromRunnable(() -> events.add(event));
        }
    }

    @SpringBootConfiguration(proxyBeanMethods = false)
    @Import(IngestApplication.class)
    static class Service {

        @Bean
        Log log() {
            return new Log();
        }

        @Bean
        Authenticator authenticator() {
            Map<String, Caller> callers =
                    Map.of("admin", Caller.ANYONE, "reader", new Caller("reader", Grants.NONE, null));
            return token -> token == null
                    ? Mono.error(Unauthenticated.missing())
                    : Mono.justOrEmpty(callers.get(token)).switchIfEmpty(Mono.error(Unauthenticated.invalid("no")));
        }
    }
}
