package io.fourways.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.bench.dispatch.DispatchBench;
import io.fourways.bench.fanout.FanoutBench;
import io.fourways.bench.fanout.FanoutPlan;
import io.fourways.bench.fanout.Scenario;
import io.fourways.bench.ingest.IngestBench;
import io.fourways.bench.publish.PublishBench;
import io.fourways.bench.report.Outcome;
import io.fourways.bench.round.Plan;
import io.fourways.bench.round.Rounds;
import io.fourways.bench.scenario.Terms;
import io.fourways.bench.soak.SoakBench;
import io.fourways.bench.soak.SoakPlan;
import io.fourways.system.broker.RabbitNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Measures for a moment, for the sake of what is counted; what is timed means nothing then. */
class BenchIT {

    private static final Plan MOMENT = moment(Options.parse(List.of("--quick", "--connections", "16")));

    /** The broker is everybody's. */
    private static final Duration NEVER = Duration.ofDays(1);

    /** Webhooks that are always on their way. */
    private static final int BACKLOG = 500;

    private static RabbitNode broker;

    @BeforeAll
    static void startBroker() {
        broker = RabbitNode.started();
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @Test
    void findsEveryWebhookThatWasAccepted() throws InterruptedException {
        Outcome outcome = IngestBench.run(broker, MOMENT, System.err::println);

        assertThat(outcome.isWhole()).as(outcome.text()).isTrue();
        assertThat(rows(outcome))
                .extracting(row -> row.split("\\|", -1)[1].strip())
                .startsWith(
                        "webhook-ingest, relaying",
                        "webhook-ingest, broker away",
                        "the same, storing nothing",
                        "bare handler",
                        "bare inserts, one a transaction, 16 clients")
                .hasSize(6);
        assertThat(outcome.text()).containsPattern("(?m)^- log: [1-9][0-9,]* accepted, [1-9][0-9,]* found; 0 lost");
    }

    @Test
    void findsEveryEventThatWasConfirmed() throws InterruptedException {
        Outcome outcome = PublishBench.run(broker, MOMENT, System.err::println);

        assertThat(outcome.isWhole()).as(outcome.text()).isTrue();
        assertThat(rows(outcome)).hasSize(3).allSatisfy(row -> assertThat(row).containsPattern("\\d \\[\\d"));
        assertThat(outcome.text()).containsPattern("(?m)^- log: [1-9][0-9,]* accepted, [1-9][0-9,]* found; 0 lost");
    }

    @Test
    void findsEveryWebhookThatWasPutOnItsWayOutAtItsReceiverOnce() throws InterruptedException {
        Outcome outcome = DispatchBench.run(broker, MOMENT, BACKLOG, System.err::println);

        assertThat(outcome.isWhole()).as(outcome.text()).isTrue();
        assertThat(rows(outcome))
                .extracting(row -> row.split("\\|", -1)[1].strip())
                .containsExactly("webhook-dispatch", "bare WebClient, 16 at once");
        assertThat(outcome.text())
                .containsPattern("(?m)^- receivers: [1-9][0-9,]* accepted, [1-9][0-9,]* found; 0 lost")
                .containsPattern("(?m)^- deliveries: [1-9][0-9,]* accepted, [1-9][0-9,]* found; 0 lost")
                .contains("goal: at least × 0.4", "goal: at least 2,000");
    }

    @Test
    void findsEveryEventAtEverySubscriberOfEveryServer(@TempDir Path plots) throws InterruptedException {
        Rounds rounds = new Rounds(1, Duration.ofMillis(200), Duration.ofMillis(50));
        Terms terms = new Terms(rounds, 20, plots, MOMENT.jvmOptions());
        List<Scenario> scenarios = List.of(Scenario.WS_20, Scenario.CHANNELS);

        Outcome outcome = FanoutBench.run(broker, new FanoutPlan(scenarios, terms), System.err::println);

        assertThat(outcome.isWhole()).as(outcome.text()).isTrue();
        assertThat(rows(outcome))
                .extracting(row -> row.split("\\|", -1)[1].strip())
                .startsWith(
                        "delivery-gateway", "nchan", "bare C", "bare Netty", "naive WebFlux", "Node ws", "socket.io");
        assertThat(outcome.text())
                .containsPattern("(?m)^- server CPU each, gateway to nchan: .* goal: at most × 1.15, (not )?reached$")
                .containsPattern("(?m)^- delivery-gateway: [1-9][0-9,]* deliveries due, [1-9][0-9,]* arrived; 0 lost");
        assertThat(plots.resolve("channels.svg")).content().contains("bare Netty");
    }

    @Test
    void findsEveryEventAtEveryClientOfAGatewayThatIsTreatedBadly(@TempDir Path plots) throws InterruptedException {
        SoakPlan moment = new SoakPlan(
                Duration.ofSeconds(8),
                Duration.ofSeconds(2),
                Duration.ofSeconds(3),
                NEVER,
                4,
                Duration.ofSeconds(2),
                plots,
                MOMENT.jvmOptions());

        Outcome outcome = SoakBench.run(broker, moment, System.err::println);

        assertThat(rows(outcome))
                .filteredOn(row -> row.matches("\\| (WebSockets|SSE streams|long polls|short polls) .*"))
                .hasSize(16)
                .allSatisfy(row -> assertThat(row).containsPattern("(0|–) \\| +0 \\| +0 \\| +0 \\|$"));
        assertThat(outcome.text()).contains("| RSS, MB", "| threads", "events published");
        assertThat(plots.resolve("soak-rss.svg")).content().contains("minutes");
    }

    private static Plan moment(Plan quick) {
        Duration half = Duration.ofMillis(500);
        return new Plan(new Rounds(1, half, half), quick.connections(), quick.jvmOptions());
    }

    private static List<String> rows(Outcome outcome) {
        return outcome.text()
                .lines()
                .filter(line -> line.startsWith("|"))
                .skip(2)
                .toList();
    }
}
