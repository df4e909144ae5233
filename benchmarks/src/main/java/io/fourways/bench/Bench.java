package io.fourways.bench;

import io.fourways.bench.dispatch.DispatchBench;
import io.fourways.bench.ingest.IngestBench;
import io.fourways.bench.publish.PublishBench;
import io.fourways.bench.report.Machine;
import io.fourways.bench.report.Outcome;
import io.fourways.bench.round.Plan;
import io.fourways.system.broker.RabbitNode;
import java.io.PrintStream;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The program that measures: its first argument says what. The figures go to standard output, what is going on to
 * standard error.
 *
 * <p>Exits with 0; with 1 when something was lost, doubled or refused, or could not be measured; with 2 on arguments that
 * it does not know.
 */
public final class Bench {

    private static final Set<String> BENCHES = Set.of("ingest", "publish", "dispatch");
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
                throw new IllegalArgumentException("Measure what? ingest, publish, or dispatch");
            }
            Plan plan = Options.parse(List.of(args).subList(1, args.length));
            return measure(what, plan, out, err) ? 0 : FAILED;
        } catch (IllegalArgumentException e) {
            err.println(e.getMessage());
            err.print(Options.USAGE);
            return BAD_USAGE;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return FAILED;
        }
    }

    /** False when something was lost. */
    private static boolean measure(String what, Plan plan, PrintStream out, PrintStream err)
            throws InterruptedException {
        err.println("starting RabbitMQ ...");
        try (RabbitNode broker = RabbitNode.started()) {
            Outcome outcome = outcome(what, broker, plan, err::println);
            out.println(outcome.text());
            out.println("\nMeasured on " + Machine.describe() + ", shared by load, servers, broker and database.");
            return outcome.isWhole();
        }
    }

    private static Outcome outcome(String what, RabbitNode broker, Plan plan, Consumer<String> progress)
            throws InterruptedException {
        return switch (what) {
            case "ingest" -> IngestBench.run(broker, plan, progress);
            case "publish" -> PublishBench.run(broker, plan, progress);
            default -> DispatchBench.run(broker, plan, progress);
        };
    }
}
