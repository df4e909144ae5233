package io.fourways.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.system.client.Journal;
import io.fourways.system.client.Positions;
import io.fourways.system.client.Reader;
import io.fourways.system.client.StandardSender;
import io.fourways.system.client.SteadyLoad;
import io.fourways.system.client.Subscription;
import io.fourways.system.client.Way;
import io.fourways.system.database.PostgresNode;
import io.fourways.system.service.IngestInstallation;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** What comes at a steady rate goes on while ten times as much comes besides. */
@Isolated("wants the machine's power for its burst")
class IngestBurstIT {

    private static final int STEADY_PER_SECOND = 60;
    private static final int STEADY = 480;
    private static final int BEFORE = 180;
    private static final int BURST_PER_SECOND = 10 * STEADY_PER_SECOND;
    private static final int BURST = 3_000;

    private final Queue<String> refusals = new ConcurrentLinkedQueue<>();

    @Test
    void refusesNothingOfABurstTenTimesTheSteadyRate() {
        try (PostgresNode database = PostgresNode.started();
                IngestInstallation installation = IngestInstallation.besideShared(database, "steady", "burst")) {
            String now = Positions.now(installation.gateway().uri());
            try (Reader steadily = reader(installation, "steady", now);
                    Reader bursting = reader(installation, "burst", now);
                    SteadyLoad steady = load(installation, "steady", STEADY, STEADY_PER_SECOND)) {
                steady.awaitAccepted(BEFORE);
                try (SteadyLoad burst = load(installation, "burst", BURST, BURST_PER_SECOND)) {
                    burst.awaitAccepted(BURST);
                    steady.awaitAccepted(STEADY);
                    assertThat(refusals).isEmpty();
                    assertHeld(steady, steadily, STEADY);
                    assertHeld(burst, bursting, BURST);
                }
            }
        }
    }

    private static Reader reader(IngestInstallation installation, String source, String after) {
        return Reader.start(
                Way.SSE,
                List.of(installation.gateway().uri()),
                Subscription.to("webhooks." + source + ".**"),
                new Journal(after));
    }

    private SteadyLoad load(IngestInstallation installation, String source, int webhooks, int perSecond) {
        StandardSender sender = new StandardSender(installation.ingests(), source);
        return SteadyLoad.start((id, body) -> noted(sender.send(id, body)), webhooks, perSecond);
    }

    /** A load repeats what is put off, as providers do; here nothing may be. */
    private HttpResponse<String> noted(HttpResponse<String> answer) {
        if (answer.statusCode() != 200) {
            refusals.add(answer.statusCode() + " " + answer.body());
        }
        return answer;
    }

    private static void assertHeld(SteadyLoad load, Reader reader, int webhooks) {
        reader.journal().awaitSize(webhooks, Duration.ofMinutes(1));
        assertThat(reader.journal().gaps()).isEmpty();
        load.ledger().assertHeldBy(reader.journal(), reader.way());
    }
}
