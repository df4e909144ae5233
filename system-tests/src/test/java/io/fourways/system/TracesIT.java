package io.fourways.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.svix.models.EndpointIn;
import io.fourways.system.broker.Brokers;
import io.fourways.system.client.DispatchApi;
import io.fourways.system.client.Http;
import io.fourways.system.client.Journal;
import io.fourways.system.client.Positions;
import io.fourways.system.client.RawWebSocket;
import io.fourways.system.client.Reader;
import io.fourways.system.client.StandardSender;
import io.fourways.system.client.Subscription;
import io.fourways.system.client.Tokens;
import io.fourways.system.client.Way;
import io.fourways.system.client.WebhookReceiver;
import io.fourways.system.client.WebhookReceiver.Delivered;
import io.fourways.system.service.ServiceProcess;
import io.fourways.system.service.WholeInstallation;
import io.fourways.system.trace.SentSpan;
import io.fourways.system.trace.SpanSink;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** One trace from where an event begins to everybody who gets it, whichever services and processes lie between. */
class TracesIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String SOURCE = "traced";
    private static final String SECRET = "tr4ced-s3cret";
    private static final String BODY = "{\"type\":\"paid\",\"card\":\"" + SECRET + "\"}";
    private static final List<String> WAYS = List.of("short-poll", "long-poll", "sse", "websocket");

    private static SpanSink sink;
    private static WholeInstallation installation;
    private static WebhookReceiver receiver;

    private final List<Reader> readers = new ArrayList<>();

    @BeforeAll
    static void start() {
        sink = SpanSink.start();
        receiver = WebhookReceiver.start();
        installation = WholeInstallation.on(Brokers.shared().address(), SOURCE, sink.environment());
    }

    @AfterAll
    static void stop() {
        installation.close();
        receiver.close();
        sink.close();
    }

    @AfterEach
    void stopReading() {
        readers.forEach(Reader::close);
    }

    /** Everybody reads before it begins; the token of one of them is in its address. */
    private void read(String channel) {
        URI gateway = installation.gateway().uri();
        for (Way way : Way.values()) {
            Subscription subscription = Subscription.to(channel);
            Subscription asked =
                    way == Way.SSE ? subscription.as("").with("&access_token=" + Tokens.everything()) : subscription;
            readers.add(Reader.start(way, List.of(gateway), asked, new Journal(Positions.now(gateway))));
        }
    }

    /** The writes of a trace, one for each way, which all follow from the event's coming off the log. */
    private static SentSpan awaitWrites(String trace) {
        SentSpan log =
                sink.await(trace, "the event off the log", span -> span.name().equals("fourways.log"));
        assertThat(log.service()).isEqualTo("delivery-gateway");
        assertThat(log.kind()).isEqualTo("CONSUMER");
        for (String way : WAYS) {
            SentSpan write = sink.await(trace, "the write by " + way, span -> isWrite(span, way));
            assertThat(write.service()).isEqualTo("delivery-gateway");
            assertThat(write.parent()).isEqualTo(log.id());
            assertThat(write.end()).isGreaterThanOrEqualTo(write.begin());
        }
        return log;
    }

    private static boolean isWrite(SentSpan span, String way) {
        return span.name().equals("fourways.write")
                && span.attribute("fourways.way").equals(way);
    }

    private static SentSpan span(String trace, String service, String name) {
        return sink.await(
                trace,
                name + " of " + service,
                span -> span.service().equals(service) && span.name().equals(name));
    }

    private static String newTrace() {
        byte[] id = new byte[16];
        ThreadLocalRandom.current().nextBytes(id);
        return HexFormat.of().formatHex(id);
    }

    @Test
    void leadsFromAPublicationToEachOfTheFourWays() {
        read("traces.published");
        String trace = newTrace();
        installation
                .publisher()
                .publish("traces.published", BODY, "traceparent", "00-" + trace + "-b7ad6b7169203331-01");

        SentSpan log = awaitWrites(trace);
        SentSpan request = span(trace, "event-producer", "http post /v1/channels/{channel}/events");
        SentSpan publish = span(trace, "event-producer", "fourways.publish");
        assertThat(request.kind()).isEqualTo("SERVER");
        assertThat(request.parent()).isEqualTo("b7ad6b7169203331");
        assertThat(publish.kind()).isEqualTo("PRODUCER");
        assertThat(publish.parent()).isEqualTo(request.id());
        assertThat(log.parent()).isEqualTo(request.id());
        readers.forEach(reader -> reader.journal().awaitSize(1));
        assertThat(readers.get(0).journal().events().get(0).attribute("traceparent"))
                .isEqualTo(request.traceParent());
    }

    @Test
    void leadsNowhereWhereTheSenderSaysThatItIsNotSampled() {
        read("traces.unsampled");
        String unsampled = newTrace();
        String sampled = newTrace();
        installation
                .publisher()
                .publish("traces.unsampled", BODY, "traceparent", "00-" + unsampled + "-b7ad6b7169203331-00");
        installation
                .publisher()
                .publish("traces.unsampled", BODY, "traceparent", "00-" + sampled + "-b7ad6b7169203331-01");
        awaitWrites(sampled);
        assertThat(sink.trace(unsampled)).isEmpty();
    }

    @Test
    void leadsFromAProvidersWebhookToTheOneThatGoesOut() {
        read("webhooks.traced.**");
        DispatchApi api = new DispatchApi(installation.dispatch().uri());
        api.createApp("traced", "webhooks.traced.**");
        api.createEndpoint("traced", new EndpointIn().url(URI.create(receiver.url("/traced") + "?key=" + SECRET)));
        StandardSender sender = new StandardSender(List.of(installation.ingest().uri()), SOURCE);
        AtomicInteger number = new AtomicInteger();
        // so long it may take until the subscription is known to whoever takes events in
        await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(1)).until(() -> {
            assertThat(sender.send("msg_" + number.incrementAndGet(), BODY).statusCode())
                    .isEqualTo(200);
            return !receiver.at("/traced").isEmpty();
        });

        Delivered delivered = receiver.awaitFirst("/traced");
        String trace = delivered.header("traceparent").split("-", 4)[1];
        SentSpan log = awaitWrites(trace);
        SentSpan receive = span(trace, "webhook-ingest", "fourways.ingest.receive");
        assertThat(log.parent()).isEqualTo(receive.id());
        assertThat(span(trace, "webhook-ingest", "fourways.relay.publish").parent())
                .isEqualTo(receive.id());
        SentSpan intake = span(trace, "webhook-dispatch", "fourways.dispatch.intake");
        SentSpan attempt = span(trace, "webhook-dispatch", "fourways.dispatch.attempt");
        assertThat(intake.parent()).isEqualTo(receive.id());
        assertThat(intake.kind()).isEqualTo("CONSUMER");
        assertThat(attempt.parent()).isEqualTo(intake.id());
        assertThat(attempt.kind()).isEqualTo("CLIENT");
        assertThat(attempt.attribute("http.response.status_code")).isEqualTo("204");
        assertThat(delivered.header("traceparent")).isEqualTo(attempt.traceParent());
        tellsNobodySecrets();
    }

    /** What is nobody's business is in no span at all: neither tokens nor secrets, bodies nor queries. */
    private static void tellsNobodySecrets() {
        assertThat(sink.spans()).isNotEmpty().allSatisfy(span -> assertThat(span.text())
                .doesNotContain(SECRET, "whsec_", "eyJ", "access_token", "Bearer")
                .doesNotContain(receiver.url("").toString(), "key=", "channel="));
    }

    @Test
    void leadsFromWhatAClientPublishesOverItsWebSocket() {
        read("traces.chat");
        URI uri = Subscription.to("traces.none").at(installation.gateway().uri(), "");
        try (RawWebSocket client = RawWebSocket.connect(uri, Tokens.everything())) {
            client.send("{\"id\":1,\"publish\":{\"channel\":\"traces.chat\",\"type\":\"m\",\"data\":1}}");
            readers.forEach(reader -> reader.journal().awaitSize(1));
        }
        String place = readers.get(0).journal().events().get(0).attribute("traceparent");
        String trace = place.split("-", 4)[1];
        SentSpan log = awaitWrites(trace);
        SentSpan publish = span(trace, "delivery-gateway", "fourways.publish");
        assertThat(publish.parent()).isEmpty();
        assertThat(publish.traceParent()).isEqualTo(place);
        assertThat(log.parent()).isEqualTo(publish.id());
    }

    @Test
    void isWhatMeasurementsAreExamplesOf() {
        read("traces.measured");
        String trace = newTrace();
        installation
                .publisher()
                .publish("traces.measured", BODY, "traceparent", "00-" + trace + "-b7ad6b7169203331-01");
        awaitWrites(trace);
        String metrics = Http.send(Http.request(installation.gateway().management("/actuator/prometheus"), "")
                        .header("Accept", "application/openmetrics-text"))
                .body();
        assertThat(metrics.lines()).anySatisfy(line -> assertThat(line)
                .startsWith("fourways_gateway_staleness_seconds_bucket")
                .contains("# {span_id=", "trace_id="));
    }

    @Test
    void makesNobodyComplainOfTracing() {
        for (ServiceProcess service : installation.all()) {
            assertThat(service.log().lines().filter(line -> line.contains(" WARN ") || line.contains(" ERROR ")))
                    .noneMatch(line -> line.contains("opentelemetry") || line.contains("tracing"));
        }
    }
}
