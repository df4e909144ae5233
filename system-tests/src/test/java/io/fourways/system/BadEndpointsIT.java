package io.fourways.system;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.svix.Svix;
import com.svix.SvixOptions;
import com.svix.exceptions.ApiException;
import com.svix.models.ApplicationIn;
import com.svix.models.EndpointHeadersIn;
import com.svix.models.EndpointIn;
import com.svix.models.MessageAttemptOut;
import com.svix.models.MessageIn;
import com.svix.models.MessageStatus;
import io.fourways.system.client.RawEndpoints;
import io.fourways.system.client.RawEndpoints.Answer;
import io.fourways.system.client.RawEndpoints.Request;
import io.fourways.system.client.SelfSigned;
import io.fourways.system.client.Tokens;
import io.fourways.system.client.WebhookReceiver;
import io.fourways.system.database.PostgresNode;
import io.fourways.system.service.DispatchInstallation;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Servers that do what no server should, and the service as it is shipped. */
class BadEndpointsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String APP = "bad";
    private static final String TOKEN = "a-token-that-is-nobodys-business";
    private static final int KEPT = 16 * 1024;

    private static PostgresNode database;
    private static DispatchInstallation installation;
    private static RawEndpoints endpoints;
    private static RawEndpoints untrusted;
    private static WebhookReceiver healthy;
    private static Svix svix;

    @BeforeAll
    static void start() throws Exception {
        database = PostgresNode.started();
        installation = DispatchInstallation.besideShared(database, Map.of("FOURWAYS_DISPATCH_EGRESS_WHOLE", "3s"));
        healthy = WebhookReceiver.start();
        endpoints = RawEndpoints.http(Map.of(
                "/500", Answer.of("HTTP/1.1 500 Internal Server Error"),
                "/429", Answer.of("HTTP/1.1 429 Too Many Requests", "retry-after: 4"),
                "/410", Answer.of("HTTP/1.1 410 Gone"),
                "/302", Answer.of("HTTP/1.1 302 Found", "location: " + healthy.url("/stolen")),
                "/metadata", Answer.of("HTTP/1.1 302 Found", "location: http://169.254.169.254/latest/meta-data/"),
                "/endless", Answer.of(10L << 30, new byte[1 << 16], Duration.ZERO),
                "/trickle", Answer.of(1_000, "x".getBytes(US_ASCII), Duration.ofSeconds(1)),
                "/reset", Answer.reset()));
        untrusted = RawEndpoints.https(SelfSigned.sockets(), Map.of("/", Answer.of("HTTP/1.1 204 No Content")));
        SvixOptions options = new SvixOptions();
        options.setServerUrl(installation.dispatch(0).uri().toString());
        svix = new Svix(Tokens.everything(), options);
        svix.getApplication().create(new ApplicationIn().name(APP).uid(APP));
    }

    @AfterAll
    static void end() {
        untrusted.close();
        endpoints.close();
        healthy.close();
        installation.close();
        database.close();
    }

    /** An endpoint that is tried again after a second and then not for long, with secrets wherever there may be some. */
    private static String endpoint(URI url) throws Exception {
        String id = svix.getEndpoint()
                .create(
                        APP,
                        new EndpointIn()
                                .url(URI.create(url + "?token=" + TOKEN))
                                .channels(Set.of(channel(url)))
                                .metadata(Map.of("fourways.schedule", "1 3600")))
                .getId();
        svix.getEndpoint()
                .updateHeaders(APP, id, new EndpointHeadersIn().headers(Map.of("Authorization", "Bearer " + TOKEN)));
        return id;
    }

    private static String channel(URI url) {
        return url.getScheme() + "." + url.getPath().substring(1);
    }

    /** Sends a message there; the first attempts there are when there are so many. */
    private static List<MessageAttemptOut> attempts(URI url, int count) throws Exception {
        String endpoint = endpoint(url);
        svix.getMessage()
                .create(
                        APP,
                        new MessageIn().eventType("order.paid").payload("{}").channels(Set.of(channel(url))));
        await(count + " attempts at " + url)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> list(endpoint).size() >= count);
        List<MessageAttemptOut> attempts = list(endpoint);
        assertThat(attempts).extracting(attempt -> attempt.getUrl().toString()).containsOnly(url + "?…");
        return attempts;
    }

    private static List<MessageAttemptOut> list(String endpoint) throws Exception {
        return svix.getMessageAttempt().listByEndpoint(APP, endpoint).getData();
    }

    private static void assertFailed(List<MessageAttemptOut> attempts, int status) {
        assertThat(attempts).allSatisfy(attempt -> {
            assertThat(attempt.getStatus()).isEqualTo(MessageStatus.FAIL);
            assertThat(attempt.getResponseStatusCode().intValue()).isEqualTo(status);
        });
    }

    @Test
    void oneThatFailsIsTriedAgainByItsSchedule() throws Exception {
        assertFailed(attempts(endpoints.url("/500"), 2), 500);
    }

    @Test
    void oneThatAsksForTimeIsGivenIt() throws Exception {
        assertFailed(attempts(endpoints.url("/429"), 2), 429);
        List<Request> asked = endpoints.at("/429");
        assertThat(asked.get(1).nanoTime() - asked.get(0).nanoTime())
                .isGreaterThanOrEqualTo(TimeUnit.SECONDS.toNanos(4));
    }

    @Test
    void oneThatHasGoneIsDisabled() throws Exception {
        String endpoint = attempts(endpoints.url("/410"), 1).get(0).getEndpointId();
        await().atMost(PATIENCE)
                .until(() -> svix.getEndpoint().get(APP, endpoint).getDisabled());
        assertThat(endpoints.at("/410")).hasSize(1);
    }

    @Test
    void oneThatSendsUsElsewhereIsNotFollowed() throws Exception {
        assertFailed(attempts(endpoints.url("/302"), 2), 302);
        assertFailed(attempts(endpoints.url("/metadata"), 2), 302);
        assertThat(healthy.at("/stolen")).isEmpty();
    }

    @Test
    void oneThatIsAMetadataServiceIsNotAsked() throws Exception {
        assertThatThrownBy(() -> endpoint(URI.create("http://169.254.169.254/latest/meta-data/")))
                .isInstanceOfSatisfying(ApiException.class, refused -> assertThat(refused.getCode())
                        .isEqualTo(422));
    }

    @Test
    void oneThatAnswersWithTenGigabytesIsHungUpOn() throws Exception {
        int gone = endpoints.gone();
        MessageAttemptOut attempt = attempts(endpoints.url("/endless"), 1).get(0);
        assertThat(attempt.getStatus()).isEqualTo(MessageStatus.SUCCESS);
        assertThat(attempt.getResponse()).hasSizeLessThanOrEqualTo(KEPT);
        await().atMost(PATIENCE).until(() -> endpoints.gone() > gone);
    }

    @Test
    void oneThatAnswersAByteASecondIsNotWaitedFor() throws Exception {
        assertThat(attempts(endpoints.url("/trickle"), 2))
                .allMatch(attempt -> attempt.getStatus() == MessageStatus.FAIL);
    }

    @Test
    void oneThatResetsTheConnectionHasFailed() throws Exception {
        assertThat(attempts(endpoints.url("/reset"), 2)).allMatch(attempt -> attempt.getStatus() == MessageStatus.FAIL);
    }

    @Test
    void oneThatNobodyVouchesForGetsNothing() throws Exception {
        assertThat(attempts(untrusted.url("/"), 2)).allMatch(attempt -> attempt.getStatus() == MessageStatus.FAIL);
        assertThat(untrusted.at("/")).isEmpty();
    }

    /** Whatever becomes of them: neither what a URL's query says, nor an own header, nor the secret. */
    @Test
    void whatFailsTellsTheLogNoSecret() throws Exception {
        String endpoint = attempts(endpoints.url("/500"), 1).get(0).getEndpointId();
        String secret = svix.getEndpoint().getSecret(APP, endpoint).getKey();
        attempts(endpoints.url("/reset"), 1);
        attempts(untrusted.url("/"), 1);

        assertThat(installation.dispatch(0).log()).doesNotContain(TOKEN, secret, secret.substring("whsec_".length()));
    }
}
