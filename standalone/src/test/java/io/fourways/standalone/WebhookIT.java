package io.fourways.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A webhook's whole way: signed, posted, kept, relayed, and read as an event. */
class WebhookIT {

    private static final String SECRET = "it's a secret to everybody";
    private static final List<String> ARGUMENTS = List.of(
            "--FOURWAYS_GATEWAY_PORT=0",
            "--FOURWAYS_PRODUCER_PORT=0",
            "--FOURWAYS_INGEST_PORT=0",
            "--FOURWAYS_DISPATCH_PORT=0",
            "--fourways.security.mode=open",
            "--fourways.ingest.sources.code.provider=github",
            "--fourways.ingest.sources.code.secrets=" + SECRET);

    private static final Standalone STANDALONE = new Standalone(ARGUMENTS);

    private final HttpClient client = HttpClient.newHttpClient();

    @BeforeAll
    static void start() throws Exception {
        STANDALONE.start();
        assertThat(STANDALONE.awaitReady(Duration.ofMinutes(2))).isTrue();
    }

    @AfterAll
    static void end() {
        STANDALONE.close();
    }

    @Test
    void arrivesOnceAsAnEventThatIsTheSameTokenForToken() throws Exception {
        String body = "{ \"action\": \"opened\", \"size\": 1.50, \"title\": \"\\u00fc\" }";

        assertThat(post("1", body).statusCode()).isEqualTo(200);
        assertThat(post("1", body).statusCode()).isEqualTo(200);
        assertThat(post("2", body).statusCode()).isEqualTo(200);

        String first = read("&after=earliest&limit=1");
        assertThat(first)
                .contains(
                        "\"id\":\"1\"",
                        "\"source\":\"/webhooks/code\"",
                        "\"type\":\"github.issues\"",
                        "\"channel\":\"webhooks.code.issues\"",
                        "\"data\":{\"action\":\"opened\",\"size\":1.50,\"title\":\"\\u00fc\"}");
        String second = read("&limit=1&after=" + cursor(first));
        assertThat(second).contains("\"id\":\"2\"");
    }

    /** Their secrets are sealed under a key that standalone has made up itself. */
    @Test
    void managesSourcesAtRunTimeAsItIsShipped() throws Exception {
        URI source = STANDALONE.address(Service.INGEST).resolve("/v1/sources/shop");
        HttpRequest put = HttpRequest.newBuilder(source)
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString("{\"provider\":\"github\",\"secrets\":[\"a\"]}"))
                .build();
        HttpResponse<String> made = client.send(put, BodyHandlers.ofString());
        assertThat(made.statusCode()).as(made.body()).isEqualTo(200);
    }

    private HttpResponse<String> post(String delivery, String body) throws Exception {
        URI url = STANDALONE.address(Service.INGEST).resolve("/webhooks/code");
        return client.send(
                HttpRequest.newBuilder(url)
                        .header("Content-Type", "application/json")
                        .header("X-GitHub-Event", "issues")
                        .header("X-GitHub-Delivery", delivery)
                        .header("X-Hub-Signature-256", "sha256=" + hmac(body))
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private String read(String from) throws Exception {
        URI url = STANDALONE.address(Service.GATEWAY).resolve("/v1/events?channel=webhooks.**&wait=30" + from);
        return client.send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofString())
                .body();
    }

    private static String cursor(String events) {
        String member = "{\"cursor\":\"";
        int begin = events.indexOf(member) + member.length();
        return events.substring(begin, events.indexOf('"', begin));
    }

    private static String hmac(String body) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
    }
}
