package io.fourways.dispatch.api;

import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.svix.Svix;
import com.svix.SvixOptions;
import com.svix.exceptions.ApiException;
import io.fourways.contract.Event;
import io.fourways.dispatch.DispatchApplication;
import io.fourways.service.publishing.EventPublisher;
import io.fourways.system.context.OneStart;
import io.fourways.system.database.TestDatabase;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
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
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * The service on a database, with a log in memory, in mode {@code jwt}; and Svix's own client for it. One for all tests of
 * a JVM, each of which keeps to what it has made itself; or one that is a test's own.
 */
public final class RunningApi implements AutoCloseable {

    public static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final int LARGEST_ANSWER = 16 * 1024 * 1024;

    private static final String SECRET = "0123456789abcdef0123456789abcdef";
    private static final String SECRETS_KEY = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";

    private final TestDatabase database;
    private final ConfigurableApplicationContext service;
    private final String address;
    private final WebTestClient client = WebTestClient.bindToServer()
            .responseTimeout(PATIENCE)
            .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(LARGEST_ANSWER))
            .build();

    private RunningApi(TestDatabase database, String... properties) {
        this.database = database;
        service = OneStart.of(new SpringApplicationBuilder(Service.class)
                .properties(
                        "spring.config.name=webhook-dispatch",
                        "FOURWAYS_DISPATCH_ADDRESS=127.0.0.1",
                        "FOURWAYS_DISPATCH_PORT=0",
                        "management.endpoint.health.validate-group-membership=false",
                        "fourways.security.jwt-secret=" + SECRET,
                        "fourways.dispatch.secrets-key=" + SECRETS_KEY,
                        "fourways.dispatch.messages.max-body=512KB",
                        "fourways.dispatch.egress.http=true",
                        "fourways.dispatch.egress.ports=80,443,8443",
                        "fourways.dispatch.database.url=" + database.url())
                .properties(properties));
        int port =
                ((ReactiveWebServerApplicationContext) service).getWebServer().getPort();
        address = "http://127.0.0.1:" + port;
        await().atMost(PATIENCE)
                .until(() -> call(HttpMethod.GET, "/api/v1/health", null, null).status() == 204);
    }

    private static final class Shared {
        private static final RunningApi API = new RunningApi(TestDatabase.create());
    }

    /** Starts it, if it is not running. It ends with the JVM. */
    public static RunningApi shared() {
        return Shared.API;
    }

    /** Starts another, which may deliver to this machine. */
    public static RunningApi delivering() {
        return delivering("50ms");
    }

    /** The same that looks for what is due so often. */
    public static RunningApi delivering(String pollInterval) {
        return new RunningApi(
                TestDatabase.create(),
                "fourways.dispatch.egress.ports=1024-65535",
                "fourways.dispatch.egress.allow=127.0.0.0/8",
                "fourways.dispatch.delivery.poll-interval=" + pollInterval);
    }

    /** Starts another, whose database may be killed. */
    public static RunningApi onAMortalDatabase() {
        return new RunningApi(TestDatabase.mortal());
    }

    @Override
    public void close() {
        service.close();
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

        /** Where the member at fault is, its parts separated by slashes. */
        public String fault() {
            return String.join(
                    "/",
                    json().at("/detail/0/loc")
                            .valueStream()
                            .map(JsonNode::asString)
                            .toList());
        }
    }

    /** Svix's client with a key for everything. */
    public Svix svix() {
        return svix(true);
    }

    /**
     * Svix's client with another key.
     *
     * @param webhooks the key's claim
     */
    public Svix svix(Object webhooks) {
        SvixOptions options = new SvixOptions();
        options.setServerUrl(address);
        return new Svix(token(webhooks), options);
    }

    /** A token with this claim. */
    public static String token(Object webhooks) {
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .subject("tester")
                .expirationTime(Date.from(Instant.now().plus(Duration.ofHours(1))))
                .claim("webhooks", webhooks)
                .build();
        SignedJWT token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
        try {
            token.sign(new MACSigner(SECRET.getBytes(StandardCharsets.UTF_8)));
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
        return token.serialize();
    }

    /** What Svix's client makes of a call that fails. */
    public static Answer refusal(ThrowingCallable call) {
        ApiException refused = catchThrowableOfType(ApiException.class, call);
        return new Answer(refused.getCode(), HttpHeaders.EMPTY, refused.getResponseBody());
    }

    /** Past Svix's client, with a key for everything. */
    public Answer call(HttpMethod method, String path, String json) {
        return call(method, path, json, "Bearer " + token(true));
    }

    /** Past Svix's client, with a key for some apps. */
    public Answer callFor(Object webhooks, HttpMethod method, String path, String json) {
        return call(method, path, json, "Bearer " + token(webhooks));
    }

    /** Past Svix's client, with this {@code Authorization}, or none. */
    public Answer call(HttpMethod method, String path, String json, String authorization) {
        WebTestClient.RequestBodySpec request = client.method(method).uri(URI.create(address + path));
        if (authorization != null) {
            request.header(HttpHeaders.AUTHORIZATION, authorization);
        }
        if (json != null) {
            request.contentType(MediaType.APPLICATION_JSON).bodyValue(json);
        }
        return answer(request);
    }

    /** A POST with an {@code Idempotency-Key}, which is sent once, whatever is answered. */
    public Answer post(String path, String json, String key) {
        return answer(client.post()
                .uri(URI.create(address + path))
                .headers(headers -> headers.setBearerAuth(token(true)))
                .header("Idempotency-Key", key)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(json));
    }

    private static Answer answer(WebTestClient.RequestHeadersSpec<?> request) {
        EntityExchangeResult<byte[]> result = request.exchange().expectBody().returnResult();
        byte[] body = result.getResponseBody();
        String text = body == null ? "" : new String(body, StandardCharsets.UTF_8);
        return new Answer(result.getStatus().value(), result.getResponseHeaders(), text);
    }

    /** Sends a POST with an {@code Idempotency-Key}, whose answer nobody waits for; disposing of it breaks it off. */
    public Disposable begin(String path, String json, String key) {
        return WebClient.create(address)
                .post()
                .uri(path)
                .headers(headers -> headers.setBearerAuth(token(true)))
                .header("Idempotency-Key", key)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(json)
                .retrieve()
                .toBodilessEntity()
                .onErrorComplete()
                .subscribe();
    }

    public TestDatabase database() {
        return database;
    }

    /** A part of the service. */
    public <T> T get(Class<T> type) {
        return service.getBean(type);
    }

    /** A part of the service, of several of its kind. */
    public <T> T get(String name, Class<T> type) {
        return service.getBean(name, type);
    }

    /** What has been published, in its order. */
    public List<Event> published() {
        return get(Log.class).events;
    }

    /** Takes every event. */
    static final class Log implements EventPublisher {

        private final List<Event> events = new CopyOnWriteArrayList<>();

        @Override
        public Mono<Void> publish(Event event) {
            return Mono.fromRunnable(() -> events.add(event));
        }
    }

    @SpringBootConfiguration(proxyBeanMethods = false)
    @Import(DispatchApplication.class)
    static class Service {

        @Bean
        Log log() {
            return new Log();
        }
    }
}
