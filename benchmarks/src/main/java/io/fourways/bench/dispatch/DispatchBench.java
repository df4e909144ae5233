package io.fourways.bench.dispatch;

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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/** Webhooks delivered from the log, beside a loop that does nothing but send them. */
public final class DispatchBench {

    private DispatchBench() {}

    /** Measures on this broker, and on a database of its own that is as careful as in production. */
    public static Outcome run(RabbitNode rabbit, Plan plan, Consumer<String> progress) throws InterruptedException {
        return run(rabbit, plan, Backlog.SIZE, progress);
    }

    /** The same with so many webhooks on their way at any time. */
    public static Outcome run(RabbitNode rabbit, Plan plan, int backlogSize, Consumer<String> progress)
            throws InterruptedException {
        progress.accept("starting PostgreSQL ...");
        BrokerAddress broker = rabbit.newVirtualHost();
        try (PostgresNode postgres = PostgresNode.started();
                Backlog backlog = new Backlog(broker, backlogSize)) {
            Deliveries deliveries = new Deliveries(postgres);
            Arrivals arrivals = new Arrivals(backlog::arrived);
            Arrivals ofBare = new Arrivals(() -> {});
            progress.accept("starting the servers ...");
            try (Receiver receiver = new Receiver(arrivals);
                    Receiver bareReceiver = new Receiver(ofBare);
                    DispatchServers servers =
                            DispatchServers.start(broker, postgres, bareReceiver, plan.jvmOptions())) {
                new Customers(servers.dispatch()).subscribe(receiver);
                deliveries.awaitBound(Customers.COUNT);
                CpuClock clock = clock(servers.dispatch().pid())
                        .with(Part.DATABASE, postgres.postmaster())
                        .with(Part.BROKER, rabbit.pid());
                Dispatching dispatching = new Dispatching(backlog, arrivals, deliveries, clock);
                CpuClock ofSender = clock(servers.bareSender().pid());
                BareSending bare =
                        new BareSending(servers.bareSender(), plan.connections(), ofBare, ofSender, new LongAdder());
                return measure(plan, progress, dispatching, bare);
            }
        }
    }

    private static CpuClock clock(long server) {
        return new CpuClock().with(Part.SERVER, server).withLoad();
    }

    private static Outcome measure(Plan plan, Consumer<String> progress, Dispatching dispatching, BareSending bare)
            throws InterruptedException {
        List<Contender> contenders = List.of(dispatching, bare);
        plan.rounds().warmUp(contenders, progress);
        Comparison comparison = new Comparison(
                "deliveries",
                List.of(Part.SERVER, Part.DATABASE, Part.BROKER, Part.LOAD),
                plan.rounds().run(contenders, progress));

        progress.accept("counting what is there ...");
        List<Losses> losses = new ArrayList<>(dispatching.losses());
        losses.add(bare.losses());
        StringBuilder text = new StringBuilder(comparison.table())
                .append("\n\n")
                .append(new DispatchGoals(comparison, dispatching, bare).text())
                .append('\n');
        losses.forEach(loss -> text.append("\n- ").append(loss));
        return new Outcome(text.toString(), losses.stream().allMatch(Losses::isNone));
    }
}
