package io.fourways.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

import com.standardwebhooks.Webhook;
import com.svix.Svix;
import com.svix.SvixOptions;
import com.svix.models.ApplicationIn;
import com.svix.models.EndpointIn;
import com.svix.models.MessageIn;
import com.svix.models.MessageOut;
import com.svix.models.MessageStatus;
import io.fourways.system.client.Http;
import io.fourways.system.client.Journal;
import io.fourways.system.client.Positions;
import io.fourways.system.client.Reader;
import io.fourways.system.client.Subscription;
import io.fourways.system.client.Tokens;
import io.fourways.system.client.Way;
import io.fourways.system.client.WebhookReceiver;
import io.fourways.system.client.WebhookReceiver.Delivered;
import io.fourways.system.database.PostgresNode;
import io.fourways.system.json.JsonTexts;
import io.fourways.system.node.ClientProcess;
import io.fourways.system.service.DispatchInstallation;
import io.fourways.system.service.Installation;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Webhooks out of the service as it is shipped, by the official clients and for the official verifiers. */
class DispatchIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String PAYLOAD = "{\"total\": 19.90, \"name\": \"Zo\\u00eb ✓\", \"items\": [1, 2.50]}";

    private static PostgresNode database;
    private static DispatchInstallation installation;
    private static WebhookReceiver receiver;
    private static Svix svix;

    @BeforeAll
    static void start() {
        database = PostgresNode.started();
        installation = DispatchInstallation.besideShared(database);
        receiver = WebhookReceiver.start();
        SvixOptions options = new SvixOptions();
        options.setServerUrl(dispatch().toString());
        svix = new Svix(Tokens.everything(), options);
    }

    @AfterAll
    static void stop() {
        receiver.close();
        installation.close();
        database.close();
    }

    private static URI dispatch() {
        return installation.dispatch(0).uri();
    }

    /** Makes an app that has an endpoint of its name; the endpoint's secret. */
    private static String app(String uid, Map<String, String> metadata) throws Exception {
        svix.getApplication().create(new ApplicationIn().name(uid).uid(uid).metadata(metadata));
        svix.getEndpoint().create(uid, new EndpointIn().uid("all").url(receiver.url("/" + uid)));
        return svix.getEndpoint().getSecret(uid, "all").getKey();
    }

    @Test
    void deliversAMessageOfTheJavaClientWhichAllVerifiersAcceptAndWhichCanBeReadLive() throws Exception {
        String secret = app("java", Map.of());
        URI gateway = Installation.shared().gateway();
        String start = Positions.now(gateway);
        Journal journal = new Journal(start);
        Subscription live = Subscription.to("webhooks.java.**");
        try (Reader reader = Reader.start(Way.SSE, List.of(gateway), live, journal)) {
            MessageOut message = svix.getMessage()
                    .create("java", new MessageIn().eventType("order.paid").payload(PAYLOAD));

            Delivered delivered = receiver.awaitFirst("/java");
            assertThat(delivered.header("webhook-id")).isEqualTo(message.getId());
            assertThat(delivered.header("content-type")).isEqualTo("application/json");
            assertThat(delivered.header("user-agent")).startsWith("Fourways-Webhooks/");
            assertAccepted(secret, delivered);

            reader.journal().awaitSize(1, PATIENCE);
            assertThat(journal.ids()).containsExactly(message.getId());
            String event = journal.events().get(0).text();
            assertThat(JsonTexts.member(event, "channel")).isEqualTo("\"webhooks.java.order.paid\"");
            await().atMost(PATIENCE)
                    .until(() -> svix.getMessageAttempt().listByMsg("java", message.getId()).getData().stream()
                            .anyMatch(attempt -> attempt.getStatus() == MessageStatus.SUCCESS));
        }
    }

    @Test
    void deliversAMessageOfTheNpmClientWhichItsVerifiersAccept() {
        try (ClientProcess client =
                ClientProcess.node("svix-webhooks.mjs", dispatch().toString())) {
            JsonNode arrived = JsonTexts.tree(client.awaitLine("arrived"));
            assertThat(arrived.required("svix").toString()).isEqualTo("true");
            assertThat(arrived.required("standardwebhooks").toString()).isEqualTo("true");
            JsonNode created = JsonTexts.tree(client.awaitLine("created"));
            assertThat(arrived.required("arrived")).isEqualTo(created.required("created"));
            assertThat(client.awaitLine("attempt")).contains("\"status\":0", "\"code\":204");
            client.awaitLine("done");
        }
    }

    @Test
    void isManagedByTheNpmClient() {
        try (ClientProcess client = ClientProcess.node(
                "svix-manages.mjs",
                dispatch().toString(),
                receiver.url("/managed-by-npm").toString())) {
            assertThat(client.awaitLine("eventType")).contains("\"object\"");
            assertThat(client.awaitLine("appAgain")).contains("\"status\":409");
            assertThat(client.awaitLine("patched")).contains("\"Patched\"");
            assertThat(client.awaitLine("noUrl")).contains("\"status\":422");
            assertThat(client.awaitLine("headers"))
                    .contains("\"X-Plain\":\"shown\"", "\"X-More\":\"too\"", "\"sensitive\":[\"Authorization\"]")
                    .doesNotContain("hidden");
            assertThat(client.awaitLine("rotated")).contains("true");
            assertThat(client.awaitLine("endpoints")).contains("\"pages\":[2,2,1]", "\"distinct\":5");
            assertThat(client.awaitLine("messageAgain")).contains("\"status\":409");
            assertThat(client.awaitLine("messages")).contains("\"pages\":[2,1]", "\"distinct\":3");
            assertThat(client.awaitLine("content")).contains("{\"paid\":\"one\"}");
            client.awaitLine("resent");
            assertThat(client.awaitLine("destinations")).contains("[true]");
            assertThat(client.awaitLine("recovered")).contains("\"finished\"");
            assertThat(client.awaitLine("replayed")).contains("\"finished\"");
            assertThat(client.awaitLine("stats")).contains("true");
            assertThat(client.awaitLine("nobody")).contains("\"status\":404", "\"code\":\"not_found\"");
            assertThat(client.awaitLine("leftOut")).contains("\"status\":501");
            assertThat(client.awaitLine("deleted")).contains("\"status\":404");
            client.awaitLine("done");
        }
    }

    @Test
    void deliversAnEventOfTheLogByteForByte() throws Exception {
        String secret = app("log", Map.of("fourways.channels", "dispatch.log.*"));
        String data = "{\"total\":19.90,\"name\":\"Zo\\u00eb ✓\",\"items\":[1,2.50]}";
        String trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        // so long it may take until the subscription is known to whoever takes events in
        await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(1)).until(() -> {
            installation.publisher().publish("dispatch.log.a", data, "ce-type", "order.paid", "traceparent", trace);
            return !receiver.at("/log").isEmpty();
        });
        Delivered delivered = receiver.awaitFirst("/log");
        assertThat(delivered.body()).isEqualTo(data);
        assertThat(delivered.header("traceparent")).isEqualTo(trace);
        assertAccepted(secret, delivered);
    }

    @Test
    void signsWithAKeyPairWhosePublicKeyIsThereForEverybody() throws Exception {
        String written =
                "whsk_6Xb/dCcHpPea21PS1N9VY/NZW723CEc77N4rJCubMbfVKIDij2HKpMKkioLlX0dRqSKJp4AJ6p9lMicMFs6Kvg==";
        String app = svix.getApplication()
                .create(new ApplicationIn().name("pair").uid("pair"))
                .getId();
        String endpoint = svix.getEndpoint()
                .create(app, new EndpointIn().secret(written).url(receiver.url("/pair")))
                .getId();
        svix.getMessage().create(app, new MessageIn().eventType("order.paid").payload(PAYLOAD));

        Delivered delivered = receiver.awaitFirst("/pair");
        String signed =
                delivered.header("webhook-id") + "." + delivered.header("webhook-timestamp") + "." + delivered.body();
        String signature = delivered.header("webhook-signature");
        assertThat(signature).startsWith("v1a,");
        URI keys = URI.create(dispatch() + "/api/v1/app/" + app + "/endpoint/" + endpoint + "/jwks");
        HttpResponse<String> answer = Http.send(Http.request(keys, ""));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(isSigned(
                        publicKey(JsonTexts.tree(answer.body()).at("/keys/0/x").stringValue()),
                        signed,
                        signature.substring("v1a,".length())))
                .isTrue();
    }

    private static void assertAccepted(String secret, Delivered delivered) {
        assertThatCode(() -> new Webhook(secret).verify(delivered.body(), delivered.headers()))
                .doesNotThrowAnyException();
        assertThatCode(() -> new com.svix.Webhook(secret).verify(delivered.body(), delivered.headers()))
                .doesNotThrowAnyException();
    }

    /** Of its 32 bytes in little-endian order, of which the highest bit is the sign of the other coordinate (RFC 8032). */
    private static PublicKey publicKey(String x) throws GeneralSecurityException {
        byte[] bytes = Base64.getUrlDecoder().decode(x);
        byte[] bigEndian = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            bigEndian[i] = bytes[bytes.length - 1 - i];
        }
        boolean odd = bigEndian[0] < 0;
        bigEndian[0] &= 0x7f;
        EdECPoint point = new EdECPoint(odd, new BigInteger(1, bigEndian));
        return KeyFactory.getInstance("Ed25519")
                .generatePublic(new EdECPublicKeySpec(NamedParameterSpec.ED25519, point));
    }

    private static boolean isSigned(PublicKey key, String content, String signature) throws GeneralSecurityException {
        Signature verifier = Signature.getInstance("Ed25519");
        verifier.initVerify(key);
        verifier.update(content.getBytes(StandardCharsets.UTF_8));
        return verifier.verify(Base64.getDecoder().decode(signature));
    }
}
