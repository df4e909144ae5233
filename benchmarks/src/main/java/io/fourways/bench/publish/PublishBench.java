package io.fourways.bench.publish;

import io.fourways.bench.access.Token;
import io.fourways.bench.load.AnswerReading;
import io.fourways.bench.load.HttpContender;
import io.fourways.bench.load.HttpContender.Settling;
import io.fourways.bench.load.HttpLoad;
import io.fourways.bench.load.Receipts;
import io.fourways.bench.load.Workload;
import io.fourways.bench.log.LogCount;
import io.fourways.bench.report.Comparison;
import io.fourways.bench.report.Losses;
import io.fourways.bench.report.Outcome;
import io.fourways.bench.round.Contender;
import io.fourways.bench.round.CpuClock;
import io.fourways.bench.round.Measurement;
import io.fourways.bench.round.Part;
import io.fourways.bench.round.Plan;
import io.fourways.bench.round.Rounds;
import io.fourways.bench.statistics.Spread;
import io.fourways.system.broker.BrokerAddress;
import io.fourways.system.broker.RabbitNode;
import io.fourways.system.service.ServiceJar;
import io.fourways.system.service.ServiceProcess;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/** Events published over HTTP with the broker's confirm, beside the broker's own client. */
public final class PublishBench {

    /** Of each batch 32 events may be on their way to the broker: together half of the producer's 1,000. */
    private static final int BATCHES_AT_ONCE = 16;

    private static final int EXPECTED_SINGLES_PER_SECOND = 8_000;
    private static final int EXPECTED_BATCHES_PER_SECOND = 200;

    private final BrokerAddress broker;
    private final long brokerPid;
    private final ServiceProcess producer;
    private final PublishRequests requests = new PublishRequests(Token.toPublish());

    private PublishBench(RabbitNode rabbit, BrokerAddress broker, ServiceProcess producer) {
        this.broker = broker;
        this.brokerPid = rabbit.pid();
        this.producer = producer;
    }

    /** Measures on this broker. */
    public static Outcome run(RabbitNode rabbit, Plan plan, Consumer<String> progress) throws InterruptedException {
        BrokerAddress broker = rabbit.newVirtualHost();
        progress.accept("starting the producer ...");
        try (ServiceProcess producer =
                        ServiceProcess.launch(ServiceJar.PRODUCER, plan.jvmOptions(), environment(broker));
                HttpLoad one = new HttpLoad(plan.connections());
                HttpLoad many = new HttpLoad(BATCHES_AT_ONCE)) {
            producer.awaitReady();
            PublishBench bench = new PublishBench(rabbit, broker, producer);
            return bench.measure(bench.singles(one, plan.connections()), bench.batches(many), plan.rounds(), progress);
        }
    }

    private static Map<String, String> environment(BrokerAddress broker) {
        Map<String, String> environment = new HashMap<>(broker.environment());
        environment.put("FOURWAYS_SECURITY_JWT_SECRET", Token.SECRET);
        environment.put("FOURWAYS_PRODUCER_ADDRESS", "127.0.0.1");
        return environment;
    }

    private HttpContender singles(HttpLoad load, int connections) {
        Workload workload = new Workload(requests::singles, AnswerReading.SINGLE, EXPECTED_SINGLES_PER_SECOND);
        return contender("event-producer, single, %d at once".formatted(connections), load, workload);
    }

    private HttpContender batches(HttpLoad load) {
        Workload workload = new Workload(requests::batches, new BatchReading(), EXPECTED_BATCHES_PER_SECOND);
        String name = "event-producer, batches of %d, %d at once".formatted(PublishRequests.BATCH, BATCHES_AT_ONCE);
        return contender(name, load, workload);
    }

    private HttpContender contender(String name, HttpLoad load, Workload workload) {
        CpuClock clock = clock().with(Part.SERVER, producer.pid());
        return new HttpContender(name, producer.port(), load, workload, clock, Settling.AT_ONCE);
    }

    private CpuClock clock() {
        return new CpuClock().with(Part.BROKER, brokerPid).withLoad();
    }

    private Outcome measure(HttpContender singles, HttpContender batches, Rounds rounds, Consumer<String> progress)
            throws InterruptedException {
        BareConfirms bare = new BareConfirms(broker, clock(), new Receipts());
        List<Contender> contenders = List.of(singles, batches, bare);
        rounds.warmUp(contenders, progress);
        Comparison comparison = new Comparison(
                "events", List.of(Part.SERVER, Part.BROKER, Part.LOAD), rounds.run(contenders, progress));

        progress.accept("counting what is there ...");
        Losses losses = losses(List.of(singles.receipts(), batches.receipts(), bare.receipts()));
        Function<Contender, Spread> toBare = contender -> comparison.ratio(contender, bare, Measurement::perSecond);
        String text = """
                %s

                - events a second, single to bare: × %s
                - events a second, in batches to bare: × %s

                - %s""".formatted(comparison.table(), toBare.apply(singles), toBare.apply(batches), losses);
        return new Outcome(text, losses.isNone());
    }

    private Losses losses(List<Receipts> all) throws InterruptedException {
        LogCount log = LogCount.of(broker);
        return Receipts.sum(all).compare("log", log.events(), log.doubled());
    }
}
