package io.fourways.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.slack.api.app_backend.SlackSignature;
import io.fourways.system.client.Http;
import io.fourways.system.client.Journal;
import io.fourways.system.client.Positions;
import io.fourways.system.client.Reader;
import io.fourways.system.client.Received;
import io.fourways.system.client.SignedWebhook;
import io.fourways.system.client.Subscription;
import io.fourways.system.client.Tokens;
import io.fourways.system.client.Way;
import io.fourways.system.database.PostgresNode;
import io.fourways.system.json.JsonTexts;
import io.fourways.system.node.ClientProcess;
import io.fourways.system.service.IngestInstallation;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Webhooks that the providers' own libraries sign, against the service as it is shipped. */
class ProviderSdksIT {

    private static final String SECRETS_KEY = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";
    private static final String SLACK_SECRET = "slack signing secret";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int SENDERS = 8;

    /** What of the headers is signed, or is the signature; the others are not the library's business. */
    private static final Map<String, List<String>> SIGNED = Map.ofEntries(
            Map.entry("stripe", List.of("Stripe-Signature")),
            Map.entry("github", List.of("X-Hub-Signature-256")),
            Map.entry("slack", List.of("X-Slack-Signature", "X-Slack-Request-Timestamp")),
            Map.entry("twilio", List.of("X-Twilio-Signature")),
            Map.entry("shopify", List.of("X-Shopify-Hmac-Sha256")),
            Map.entry("square", List.of("x-square-hmacsha256-signature")),
            Map.entry("paddle", List.of("Paddle-Signature")),
            Map.entry("discord", List.of("X-Signature-Ed25519", "X-Signature-Timestamp")),
            Map.entry(
                    "sendgrid",
                    List.of("X-Twilio-Email-Event-Webhook-Signature", "X-Twilio-Email-Event-Webhook-Timestamp")));

    /** Those of Standard Webhooks, as one library and the other call them. */
    private static final List<String> STANDARD = List.of("id", "timestamp", "signature");

    private static ExecutorService sending;
    private static PostgresNode database;
    private static IngestInstallation installation;
    private static URI ingest;
    private static List<SignedWebhook> genuine;

    @BeforeAll
    static void start() {
        sending = Executors.newFixedThreadPool(SENDERS);
        database = PostgresNode.started();
        installation = IngestInstallation.besideShared(database, Map.of("FOURWAYS_INGEST_SECRETS_KEY", SECRETS_KEY));
        ingest = installation.ingest(0).uri();
        genuine = signed();
        genuine.forEach(webhook -> configure(webhook.provider(), webhook.secret(), webhook));
        genuine.forEach(webhook -> awaitSource(webhook.provider()));
    }

    @AfterAll
    static void end() {
        sending.shutdownNow();
        installation.close();
        database.close();
    }

    private static List<SignedWebhook> signed() {
        try (ClientProcess signer = ClientProcess.node("sign-webhooks.js", ingest + "/webhooks")) {
            signer.awaitLine("\"provider\":\"sendgrid\"");
            List<SignedWebhook> all = new ArrayList<>(signer.lines().stream()
                    .filter(line -> line.startsWith("{\"provider\""))
                    .map(SignedWebhook::parse)
                    .toList());
            all.add(signedForSlack());
            return List.copyOf(all);
        }
    }

    private static SignedWebhook signedForSlack() {
        String body = "{\"type\":\"event_callback\",\"event_id\":\"Ev1\",\"event\":{\"type\":\"reaction_added\"}}";
        String timestamp = Long.toString(Instant.now().getEpochSecond());
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", "application/json");
        headers.put("X-Slack-Request-Timestamp", timestamp);
        headers.put("X-Slack-Signature", new SlackSignature.Generator(SLACK_SECRET).generate(timestamp, body));
        return new SignedWebhook(
                "slack",
                "slack-app-backend",
                SLACK_SECRET,
                ingest.resolve("/webhooks/slack"),
                headers,
                body.getBytes(StandardCharsets.UTF_8));
    }

    /** Makes a source that is called as the webhook's is; the answer's status. Paddle's five seconds are short for a test. */
    private static int configure(String source, String secret, SignedWebhook webhook) {
        String settings = "{\"provider\":\"%s\",\"secrets\":[%s],\"publicUrl\":\"%s\"%s}"
                .formatted(
                        webhook.provider(),
                        JsonMapper.shared().writeValueAsString(secret),
                        ingest.resolve("/webhooks/" + webhook.provider()),
                        webhook.provider().equals("paddle") ? ",\"tolerance\":\"PT10M\"" : "");
        return Http.send(Http.request(ingest.resolve("/v1/sources/" + source), Tokens.everything())
                        .header("Content-Type", "application/json")
                        .PUT(BodyPublishers.ofString(settings)))
                .statusCode();
    }

    private static void awaitSource(String source) {
        await(source)
                .atMost(PATIENCE)
                .until(() -> Http.send(Http.request(ingest.resolve("/webhooks/" + source), "")
                                        .POST(BodyPublishers.noBody()))
                                .statusCode()
                        != 404);
    }

    @Test
    void takesWhatALibrarySignedAndNothingElse() {
        assertThat(genuine.stream().map(SignedWebhook::provider))
                .contains("stripe", "github", "standard", "slack", "twilio", "shopify", "square", "paddle", "discord");
        assertThat(genuine.stream().map(SignedWebhook::library)).contains("standardwebhooks", "svix");
        Journal journal = new Journal(Positions.now(installation.gateway().uri()));

        inParallel(genuine.stream().flatMap(ProviderSdksIT::changed), ProviderSdksIT::isRefused);
        Map<String, SignedWebhook> wrong = withWrongSecrets();
        inParallel(wrong.values().stream(), ProviderSdksIT::isRefused);
        for (SignedWebhook webhook : genuine) {
            HttpResponse<String> answer = webhook.send();
            assertThat(answer.statusCode()).as(webhook + ": " + answer.body()).isBetween(200, 204);
        }

        try (Reader reader = Reader.start(
                Way.WEB_SOCKET, List.of(installation.gateway().uri()), Subscription.to("webhooks.**"), journal)) {
            int events = genuine.size() + 1; // sendgrid's is two
            List<Received> received = reader.journal().awaitSize(events).events();
            assertThat(received.stream().map(Received::source))
                    .containsExactlyInAnyOrderElementsOf(
                            genuine.stream().flatMap(ProviderSdksIT::sources).toList());
            assertThat(received.stream()
                            .filter(event -> event.text().contains("\"data\":{"))
                            .map(Received::data))
                    .containsAll(genuine.stream()
                            .map(webhook -> new String(webhook.body(), StandardCharsets.UTF_8))
                            .filter(body -> body.startsWith("{"))
                            .map(JsonTexts::compact)
                            .toList());
        }
    }

    private static Stream<String> sources(SignedWebhook webhook) {
        String source = "/webhooks/" + webhook.provider();
        return webhook.provider().equals("sendgrid") ? Stream.of(source, source) : Stream.of(source);
    }

    private static Stream<SignedWebhook> changed(SignedWebhook webhook) {
        Stream<String> headers = webhook.provider().equals("standard")
                ? STANDARD.stream().map(name -> (webhook.library().equals("svix") ? "svix-" : "webhook-") + name)
                : Objects.requireNonNull(SIGNED.get(webhook.provider()), webhook.provider()).stream();
        return Stream.concat(webhook.withChangedBody(), headers.flatMap(webhook::withChanged));
    }

    /** A source for each wrong secret that the service takes for one at all. */
    private static Map<String, SignedWebhook> withWrongSecrets() {
        Map<String, SignedWebhook> wrong = new LinkedHashMap<>();
        Map<String, String> secrets = new LinkedHashMap<>();
        for (int number = 0; number < genuine.size(); number++) {
            SignedWebhook webhook = genuine.get(number);
            for (String secret : webhook.changedSecrets().toList()) {
                String source = webhook.provider() + "-" + number + "-" + secrets.size();
                wrong.put(source, webhook.to(source));
                secrets.put(source, secret);
            }
        }
        Collection<String> refused = inParallel(
                secrets.keySet().stream(),
                source -> configure(source, secrets.get(source), wrong.get(source)) == 200 ? "" : source);
        refused.forEach(wrong::remove);
        configure("last", SLACK_SECRET, signedForSlack());
        awaitSource("last"); // whoever knows it knows those before it
        assertThat(wrong).hasSizeGreaterThan(secrets.size() / 2);
        return wrong;
    }

    private static String isRefused(SignedWebhook changed) {
        HttpResponse<String> answer = changed.send();
        assertThat(answer.statusCode())
                .as(changed + " at " + changed.url() + " " + changed.headers() + " "
                        + new String(changed.body(), StandardCharsets.UTF_8) + " " + answer.body())
                .isIn(400, 401);
        return "";
    }

    private static <T, R> List<R> inParallel(Stream<T> all, Function<T, R> work) {
        List<Future<R>> results =
                all.map(each -> sending.submit(() -> work.apply(each))).toList();
        return results.stream().map(ProviderSdksIT::result).toList();
    }

    private static <R> R result(Future<R> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof AssertionError failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}
