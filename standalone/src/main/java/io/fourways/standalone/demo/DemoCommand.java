package io.fourways.standalone.demo;

import io.fourways.standalone.Standalone;
import io.fourways.standalone.StartNotice;
import io.fourways.standalone.Termination;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** {@code demo [--once]}: standalone with its samples, and the {@link Demo} on it. */
public final class DemoCommand {

    private static final String ONCE = "--once";

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private DemoCommand() {}

    /** Runs the demonstration; without {@code --once} the services stay until a signal ends the process. */
    public static void run(List<String> arguments) {
        List<String> properties = new ArrayList<>(Payment.source());
        arguments.stream().filter(each -> !each.equals(ONCE)).forEach(properties::add);
        properties.add("--fourways.security.mode=open");
        Standalone standalone = new Standalone(properties, "samples");
        Termination termination = Termination.stopping(standalone::close);
        try {
            boolean passed = show(standalone);
            if (arguments.contains(ONCE)) {
                termination.exit(passed ? 0 : 1);
            }
            System.out.println(new CurlLines(Places.of(standalone)));
            System.out.println("Running until Ctrl-C.");
        } catch (IOException | RuntimeException e) {
            System.err.println(e.getMessage());
            termination.exit(1);
        } catch (InterruptedException e) {
            termination.exit(1);
        }
    }

    private static boolean show(Standalone standalone) throws IOException, InterruptedException {
        standalone.start();
        if (!standalone.awaitReady(PATIENCE)) {
            throw new IOException(
                    "The services are not ready after " + PATIENCE.toSeconds() + " s: is the broker there?");
        }
        System.out.println(new StartNotice(standalone));
        return new Demo(System.out, Boolean.getBoolean("fourways.terminal")).run(Places.of(standalone));
    }
}
