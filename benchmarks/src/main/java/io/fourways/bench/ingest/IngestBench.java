package io.fourways.bench.ingest;

import io.fourways.bench.load.AnswerReading;
import io.fourways.bench.load.HttpContender;
import io.fourways.bench.load.HttpContender.Settling;
import io.fourways.bench.load.HttpLoad;
import io.fourways.bench.load.Workload;
import io.fourways.bench.log.LogCount;
import io.fourways.bench.report.Comparison;
import io.fourways.bench.report.Losses;
import io.fourways.bench.report.Outcome;
import io.fourways.bench.round.Contender;
import io.fourways.bench.round.CpuClock;
import io.fourways.bench.round.Part;
import io.fourways.bench.round.Plan;
import io.fourways.system.broker.BrokerAddress;
import io.fourways.system.broker.RabbitNode;
import io.fourways.system.database.PostgresNode;
import io.fourways.system.service.ServiceProcess;
import java.util.List;
import java.util.function.Consumer;

/**
 * Webhooks accepted durably, beside the same server that stores nothing, the least that could answer, and the bare
 * database.
 */
public final class IngestBench {

    /** As many transactions as webhook-ingest has on their way at once. */
    private static final int BATCHES_IN_FLIGHT = 3;

    private static final int EXPECTED_PER_SECOND = 10_000;

    private final Plan plan;
    private final Consumer<String> progress;
    private final BrokerAddress broker;
    private final long brokerPid;
    private final PostgresNode postgres;
    private final InboxDatabase relayed;
    private final InboxDatabase unrelayed;
    private final HttpLoad load;

    private IngestBench(RabbitNode rabbit, PostgresNode postgres, HttpLoad load, Plan plan, Consumer<String> progress) {
        this.plan = plan;
        this.progress = progress;
        this.broker = rabbit.newVirtualHost();
        this.brokerPid = rabbit.pid();
        this.postgres = postgres;
        this.relayed = InboxDatabase.create(postgres, "relayed");
        this.unrelayed = InboxDatabase.create(postgres, "unrelayed");
        this.load = load;
    }

    /** Measures on this broker, and on a database of its own that is as careful as in production. */
    public static Outcome run(RabbitNode broker, Plan plan, Consumer<String> progress) throws InterruptedException {
        progress.accept("starting PostgreSQL ...");
        try (PostgresNode postgres = PostgresNode.started();
                HttpLoad load = new HttpLoad(plan.connections())) {
            return new IngestBench(broker, postgres, load, plan, progress).run();
        }
    }

    private Outcome run() throws InterruptedException {
        progress.accept("starting the servers ...");
        InboxDatabase untouched = InboxDatabase.create(postgres, "untouched");
        try (IngestServers servers = IngestServers.start(broker, relayed, unrelayed, untouched, plan.jvmOptions())) {
            BareInserts single = BareInserts.single(InboxDatabase.create(postgres, "bare"), plan.connections());
            return measure(servers, single);
        }
    }

    private Outcome measure(IngestServers servers, BareInserts single) throws InterruptedException {
        HttpContender relaying = contender("webhook-ingest, relaying", servers.relaying(), relayed::awaitRelayed);
        HttpContender accepting = contender("webhook-ingest, broker away", servers.brokerAway(), Settling.AT_ONCE);
        HttpContender nothing = contender("the same, storing nothing", servers.storingNothing(), Settling.AT_ONCE);
        HttpContender bare = contender("bare handler", servers.bareHandler(), Settling.AT_ONCE);
        plan.rounds().warmUp(List.of(relaying, accepting, nothing, bare), progress);

        Batches warm = Batches.of(servers.brokerAway());
        int batch = (int) Math.round(warm.averageSince(new Batches(0, 0)));
        BareInserts batched = single.batched(BATCHES_IN_FLIGHT, batch);
        List<Contender> contenders = List.of(relaying, accepting, nothing, bare, single, batched);
        Comparison comparison = new Comparison(
                "webhooks",
                List.of(Part.SERVER, Part.DATABASE, Part.BROKER, Part.LOAD),
                plan.rounds().run(contenders, progress));
        IngestRatios ratios = new IngestRatios(comparison, relaying, accepting, nothing, bare, single, batched);
        double average = Batches.of(servers.brokerAway()).averageSince(warm);

        progress.accept("counting what is there ...");
        List<Losses> losses = List.of(
                inbox("inbox, relaying", relaying, relayed),
                log(relaying),
                inbox("inbox, broker away", accepting, unrelayed));
        return outcome(comparison, ratios.text(average), losses);
    }

    private HttpContender contender(String name, ServiceProcess server, Settling settling) {
        CpuClock clock = new CpuClock()
                .with(Part.SERVER, server.pid())
                .with(Part.DATABASE, postgres.postmaster())
                .with(Part.BROKER, brokerPid)
                .withLoad();
        Workload workload = new Workload(SignedWebhooks::made, AnswerReading.SINGLE, EXPECTED_PER_SECOND);
        return new HttpContender(name, server.port(), load, workload, clock, settling);
    }

    private static Losses inbox(String name, HttpContender sent, InboxDatabase database) {
        return sent.receipts().compare(name, database.accepted(), 0);
    }

    private Losses log(HttpContender sent) throws InterruptedException {
        LogCount log = LogCount.of(broker);
        return sent.receipts().compare("log", log.events(), log.doubled());
    }

    private static Outcome outcome(Comparison comparison, String ratios, List<Losses> losses) {
        StringBuilder text = new StringBuilder(comparison.table())
                .append("\n\n")
                .append(ratios)
                .append('\n');
        losses.forEach(loss -> text.append("\n- ").append(loss));
        return new Outcome(text.toString(), losses.stream().allMatch(Losses::isNone));
    }
}
