package io.fourways.ingest.receiving;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.ingest.provider.IncomingWebhook;
import io.fourways.ingest.provider.Provider;
import io.fourways.ingest.provider.ProviderEvent;
import io.fourways.ingest.provider.ProviderSettings;
import io.fourways.ingest.provider.Verification;
import io.fourways.ingest.source.ChannelTemplate;
import io.fourways.ingest.source.Source;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class WorkplacesTests {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final IncomingWebhook WEBHOOK =
            new IncomingWebhook("POST", URI.create("http://x/"), Map.of(), new byte[10], Instant.EPOCH);
    private static final IncomingWebhook LARGE =
            new IncomingWebhook("POST", URI.create("http://x/"), Map.of(), new byte[1 << 20], Instant.EPOCH);

    private final Workplaces workplaces = new Workplaces(1, 1);

    @AfterEach
    void close() {
        workplaces.close();
    }

    @Test
    void areTheCallersThreadForWhatIsQuick() {
        assertThat(workplaces.run(source(false), WEBHOOK, thread()).block(PATIENCE))
                .isEqualTo(Thread.currentThread());
    }

    @Test
    void areOtherThreadsForWhatTakesLong() {
        assertThat(workplaces.run(source(true), WEBHOOK, thread()).block(PATIENCE))
                .isNotEqualTo(Thread.currentThread());
    }

    @Test
    void areOtherThreadsForLargeBodies() {
        assertThat(workplaces.run(source(false), LARGE, thread()).block(PATIENCE))
                .isNotEqualTo(Thread.currentThread());
    }

    /** The only thread there is for both; those that count time and confirm what was published are left alone. */
    @Test
    void areTheSameFewForLargeBodiesAndForWhatTakesLong() {
        assertThat(workplaces.run(source(false), LARGE, thread()).block(PATIENCE))
                .isEqualTo(workplaces.run(source(true), WEBHOOK, thread()).block(PATIENCE));
    }

    @Test
    void refuseWhatWouldWaitForTooManyAndKeepNothingElseWaiting() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch free = new CountDownLatch(1);
        Mono<Boolean> work = Mono.fromCallable(() -> {
            begun.countDown();
            free.await();
            return true;
        });
        StepVerifier first = StepVerifier.create(workplaces.run(source(true), WEBHOOK, work))
                .expectNext(true)
                .expectComplete()
                .verifyLater();
        begun.await();
        StepVerifier second = StepVerifier.create(workplaces.run(source(true), WEBHOOK, work))
                .expectNext(true)
                .expectComplete()
                .verifyLater();
        StepVerifier.create(workplaces.run(source(true), WEBHOOK, thread()))
                .expectError(RejectedExecutionException.class)
                .verify(PATIENCE);
        StepVerifier.create(workplaces.run(source(false), LARGE, thread()))
                .expectError(RejectedExecutionException.class)
                .verify(PATIENCE);
        assertThat(workplaces.run(source(false), WEBHOOK, thread()).block(PATIENCE))
                .isEqualTo(Thread.currentThread());
        free.countDown();
        first.verify(PATIENCE);
        second.verify(PATIENCE);
    }

    private static Mono<Thread> thread() {
        return Mono.fromSupplier(Thread::currentThread);
    }

    private static Source source(boolean takesLong) {
        Provider provider = new Provider() {
            @Override
            public String name() {
                return "any";
            }

            @Override
            public boolean takesLongToVerify(IncomingWebhook webhook, ProviderSettings settings) {
                return takesLong;
            }

            @Override
            public Verification verify(IncomingWebhook webhook, ProviderSettings settings) {
                return new Verification.Genuine();
            }

            @Override
            public List<ProviderEvent> read(IncomingWebhook webhook, ProviderSettings settings) {
                return List.of();
            }
        };
        ProviderSettings settings = new ProviderSettings(List.of("a"), null, Map.of());
        return new Source("s", provider, settings, ChannelTemplate.of("c"), null, null);
    }
}
