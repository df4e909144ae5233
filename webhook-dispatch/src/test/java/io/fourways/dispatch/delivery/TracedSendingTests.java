package io.fourways.dispatch.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.dispatch.delivery.claim.Claimed;
import io.fourways.dispatch.delivery.claim.SomeClaim;
import io.fourways.dispatch.egress.Reply;
import io.fourways.dispatch.isolation.EndpointSettings;
import io.fourways.service.trace.EventSpans;
import io.fourways.system.span.KeptSpans;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class TracedSendingTests {

    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String PARENT = "00-" + TRACE + "-b7ad6b7169203331-01";
    private static final EndpointSettings ENDPOINT = new EndpointSettings(
            "1", "app_1", null, null, "https://user:secret@hooks.test/secret?key=secret", null, null, null, null, null);

    private final KeptSpans kept = new KeptSpans();
    private final Script script = new Script();
    private final Sending sending = TracedSending.of(script, new EventSpans(kept.tracer()));

    private static final class Script implements Sending {

        private final List<Claimed> sent = new ArrayList<>();
        private Mono<Reply> reply = Mono.empty();

        @Override
        public Mono<Void> prepare(Collection<String> endpointIds) {
            return Mono.empty();
        }

        @Override
        public Mono<Reply> send(Claimed delivery, EndpointSettings endpoint) {
            sent.add(delivery);
            return reply;
        }

        @Override
        public long longestAnswer() {
            return 1;
        }
    }

    private static Claimed delivery(String traceparent) {
        byte[] payload = {'s', 'e', 'c', 'r', 'e', 't'};
        return SomeClaim.of(payload, 2).at(traceparent);
    }

    private SpanData attempt(Reply reply) {
        script.reply = Mono.just(reply);
        assertThat(sending.send(delivery(PARENT), ENDPOINT).block()).isSameAs(reply);
        return kept.ended("fourways.dispatch.attempt").get(0);
    }

    @Test
    void tellsTheEndpointTheAttemptsPlace() {
        SpanData span = attempt(new Reply.Answered(204, "secret", null, Duration.ZERO));
        assertThat(span.getParentSpanId()).isEqualTo("b7ad6b7169203331");
        assertThat(span.getKind()).isEqualTo(SpanKind.CLIENT);
        assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
        assertThat(script.sent.get(0).traceparent()).isEqualTo(KeptSpans.traceParent(span));
        assertThat(script.sent.get(0).payload()).asString().isEqualTo("secret");
    }

    @Test
    void namesWhatWasSentAndWhatCameOfItAndNothingOfEither() {
        SpanData span = attempt(new Reply.Answered(500, "secret", null, Duration.ZERO));
        assertThat(span.getAttributes().get(AttributeKey.stringKey("fourways.message")))
                .isEqualTo("msg_1");
        assertThat(span.getAttributes().get(AttributeKey.stringKey("fourways.endpoint")))
                .isEqualTo("ep_1");
        assertThat(span.getAttributes().get(AttributeKey.stringKey("fourways.attempt")))
                .isEqualTo("3");
        assertThat(span.getAttributes().get(AttributeKey.stringKey("http.response.status_code")))
                .isEqualTo("500");
        assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(span.toString()).doesNotContain("secret", "hooks.test");
    }

    @Test
    void namesWhyThereWasNoAnswer() {
        SpanData span = attempt(new Reply.Unreachable(Reply.Cause.TIMEOUT_WHOLE, "secret", Duration.ZERO));
        assertThat(span.getAttributes().get(AttributeKey.stringKey("error"))).isEqualTo("timeout_whole");
        assertThat(span.toString()).doesNotContain("secret");
    }

    @Test
    void endsWithAFailure() {
        script.reply = Mono.error(new SealedElsewhere());
        StepVerifier.create(sending.send(delivery(PARENT), ENDPOINT)).verifyError(SealedElsewhere.class);
        assertThat(kept.ended("fourways.dispatch.attempt")).hasSize(1);
    }

    @Test
    void sendsWhatIsNotSampledAsItIs() {
        for (String parent : new String[] {null, "00-" + TRACE + "-b7ad6b7169203331-00", "00-1\n"}) {
            Claimed delivery = delivery(parent);
            sending.send(delivery, ENDPOINT).block();
            assertThat(script.sent.get(script.sent.size() - 1)).isSameAs(delivery);
        }
        assertThat(kept.ended()).isEmpty();
    }

    @Test
    void isNotThereWhereTracingIsOff() {
        assertThat(TracedSending.of(script, EventSpans.OFF)).isSameAs(script);
    }
}
