package io.fourways.dispatch.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.fourways.dispatch.delivery.claim.SomeClaim;
import io.fourways.dispatch.egress.Egress;
import io.fourways.dispatch.egress.Reply;
import io.fourways.dispatch.isolation.EndpointSettings;
import io.fourways.dispatch.secret.Secrets;
import io.fourways.dispatch.signing.SigningKey;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class SignedSendingTests {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final EndpointSettings ENDPOINT =
            new EndpointSettings("1", "app_1", null, null, "https://receiver.example/", null, null, null, null, null);
    private static final SigningKey SYMMETRIC = SigningKey.generate();
    private static final SigningKey ASYMMETRIC = SigningKey.parse("whsk_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=")
            .orElseThrow();

    private final Egress egress = mock(Egress.class);
    private final Secrets secrets = mock(Secrets.class);
    private final OwnHeaders ownHeaders = mock(OwnHeaders.class);
    private final SignedSending sending = new SignedSending(egress, secrets, ownHeaders, Clock.systemUTC());

    /** The thread that has signed, for what is sent is passed on by it. */
    private Thread signing(int payload, List<SigningKey> keys) {
        AtomicReference<Thread> signing = new AtomicReference<>();
        when(secrets.keys(any())).thenReturn(Mono.just(Map.of("ep_1", keys)));
        when(ownHeaders.of(any(), any())).thenReturn(Map.of());
        when(egress.post(any())).thenAnswer(call -> {
            signing.set(Thread.currentThread());
            return Mono.just(new Reply.Answered(200, "", null, Duration.ZERO));
        });
        sending.send(SomeClaim.of(new byte[payload]), ENDPOINT).block(PATIENCE);
        return signing.get();
    }

    @Test
    void signsOnTheCallersThreadWhatIsQuick() {
        assertThat(signing(1_000, List.of(SYMMETRIC))).isEqualTo(Thread.currentThread());
    }

    @Test
    void signsLargePayloadsWhereNobodyWaits() {
        assertThat(signing(1_000_000, List.of(SYMMETRIC))).isNotEqualTo(Thread.currentThread());
    }

    @Test
    void signsUnderManyKeysWhereNobodyWaits() {
        assertThat(signing(10_000, Collections.nCopies(10, SYMMETRIC))).isNotEqualTo(Thread.currentThread());
    }

    @Test
    void signsWithKeyPairsWhereNobodyWaits() {
        assertThat(signing(1, List.of(SYMMETRIC, ASYMMETRIC))).isNotEqualTo(Thread.currentThread());
    }
}
