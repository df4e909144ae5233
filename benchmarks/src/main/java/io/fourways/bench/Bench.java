package io.fourways.bench;

import io.fourways.bench.dispatch.DispatchBench;
import io.fourways.bench.fanout.FanoutBench;
import io.fourways.bench.fanout.FanoutOptions;
import io.fourways.bench.fanout.FanoutPlan;
import io.fourways.bench.ingest.IngestBench;
import io.fourways.bench.publish.PublishBench;
import io.fourways.bench.report.Machine;
import io.fourways.bench.report.Outcome;
import io.fourways.bench.round.Plan;
import io.fourways.bench.soak.SoakBench;
import io.fourways.bench.soak.SoakOptions;
import io.fourways.bench.soak.SoakPlan;
import io.fourways.system.broker.RabbitNode;
import java.io.PrintStream;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The program that measures: its first argument says what. The figures go to standard output, what is going on to
 * standard error.
 *
 * <p>Exits with 0; with 1 when something was lost, doubled or refused, grew, or could not be measured; with 2 on arguments that
 * it does not know.
 */
public final class Bench {

    private static final Set<String> BENCHES = Set.of("ingest", "publish", "dispatch", "fanout", "soak");
    private static final int FAILED = 1;
    private static final int BAD_USAGE = 2;

    private Bench() {}

    public static void main(String[] args) {
        System.exit(run(System.out, System.err, args));
    }

    static int run(PrintStream out, PrintStream err, String... args) {
        try {
            String what = args.length == 0 ? "" : args[0];
            if (!BENCHES.contains(what)) {
                throw new IllegalArgumentException("Measure what? ingest, publish, dispatch, fanout, or soak");
            }
            return measure(measuring(what, List.of(args).subList(1, args.length)), out, err) ? 0 : FAILED;
        } catch (IllegalArgumentException e) {
            err.println(e.getMessage());
            err.print(Options.USAGE);
            return BAD_USAGE;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return FAILED;
        }
    }

    /** What the arguments ask for. */
    private static Measuring measuring(String what, List<String> arguments) {
        if (what.equals("fanout")) {
            FanoutPlan plan = FanoutOptions.parse(arguments);
            return (broker, progress) -> FanoutBench.run(broker, plan, progress);
        }
        if (what.equals("soak")) {
            SoakPlan plan = SoakOptions.parse(arguments);
            return (broker, progress) -> SoakBench.run(broker, plan, progress);
        }
        Plan plan = Options.parse(arguments);
        return switch (what) {
            case "ingest" -> (broker, progress) -> IngestBench.run(broker, plan, progress);
            case "publish" -> (broker, progress) -> PublishBench.run(broker, plan, progress);
            default -> (broker, progress) -> DispatchBench.run(broker, plan, progress);
        };
    }

    /** False when something was lost. */
    private static boolean measure(Measuring measuring, PrintStream out, PrintStream err) throws InterruptedException {
        err.println("starting RabbitMQ ...");
        try (RabbitNode broker = RabbitNode.started()) {
            Outcome outcome = measuring.on(broker, err::println);
            out.println(outcome.text());
            out.println("\nMeasured on " + Machine.describe() + ", shared by load, servers, broker and database.");
            return outcome.isWhole();
        }
    }

    /** One of the benchmarks, told how. */
    @FunctionalInterface
    private interface Measuring {

        Outcome on(RabbitNode broker, Consumer<String> progress) throws InterruptedException;
    }
}
