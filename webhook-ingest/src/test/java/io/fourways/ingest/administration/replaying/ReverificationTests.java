package io.fourways.ingest.administration.replaying;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.ingest.administration.selection.Position;
import io.fourways.ingest.administration.selection.Verdict;
import io.fourways.ingest.provider.IncomingWebhook;
import io.fourways.ingest.provider.Provider;
import io.fourways.ingest.provider.ProviderEvent;
import io.fourways.ingest.provider.ProviderSettings;
import io.fourways.ingest.provider.Verification;
import io.fourways.ingest.rejected.KeptHeaders;
import io.fourways.ingest.source.ChannelTemplate;
import io.fourways.ingest.source.Source;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

class ReverificationTests {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Scheduler verifying = Schedulers.newSingle("verifying-in-a-test");
    private final AtomicReference<String> thread = new AtomicReference<>();

    @AfterEach
    void dispose() {
        verifying.dispose();
    }

    /** Rows come on the database's threads, and a key pair's signature takes long to be verified. */
    @Test
    void takesPlaceWhereItKeepsNoConnectionWaiting() {
        Reverification reverification =
                new Reverification(name -> Mono.just(source()), new KeptHeaders(null), verifying);

        Judgement judgement = reverification.judge(row(), Instant.EPOCH).block(PATIENCE);

        assertThat(judgement).isNotNull();
        assertThat(judgement.outcome()).isEqualTo(ReplayOutcome.rejected(Verdict.FORGED, "still"));
        assertThat(thread.get()).startsWith("verifying-in-a-test");
    }

    private static RejectedRow row() {
        return new RejectedRow(
                new Position(Instant.EPOCH, 1),
                "s",
                Verdict.FORGED,
                "http://x/",
                null,
                "{}",
                new byte[0],
                0,
                null,
                true);
    }

    private Source source() {
        Provider provider = new Provider() {
            @Override
            public String name() {
                return "any";
            }

            @Override
            public Verification verify(IncomingWebhook webhook, ProviderSettings settings) {
                thread.set(Thread.currentThread().getName());
                return new Verification.Forged("still");
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
