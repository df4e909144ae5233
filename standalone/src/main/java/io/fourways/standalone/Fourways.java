package io.fourways.standalone;

import io.fourways.service.jwt.TokenCommand;
import io.fourways.standalone.demo.DemoCommand;
import java.time.Duration;
import java.util.List;

/** The program in {@code fourways.jar}: its first argument says what to do. */
public final class Fourways {

    private static final String USAGE = """
            usage: fourways [run] [--property=value ...]   every service in this process, until SIGTERM
                   fourways demo [--once]                    one event stream read in four ways, and what each costs
                   fourways token [--help]                   a development token
            """;

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private Fourways() {}

    public static void main(String[] args) {
        boolean named = args.length > 0 && !args[0].startsWith("--");
        List<String> arguments = List.of(args).subList(named ? 1 : 0, args.length);
        switch (named ? args[0] : "run") {
            case "run" -> run(arguments);
            case "demo" -> DemoCommand.run(arguments);
            case "token" -> TokenCommand.main(arguments.toArray(String[]::new));
            default -> refuse(args[0]);
        }
    }

    private static void run(List<String> arguments) {
        Standalone standalone = new Standalone(arguments);
        Termination termination = Termination.stopping(standalone::close);
        try {
            standalone.start();
            boolean ready = standalone.awaitReady(PATIENCE);
            System.out.println(new StartNotice(standalone));
            if (!ready) {
                System.out.println("Not ready yet: waiting for the broker and the database.");
            }
        } catch (RuntimeException e) {
            System.err.println(e.getMessage());
            termination.exit(1);
        } catch (InterruptedException e) {
            termination.exit(1);
        }
    }

    private static void refuse(String command) {
        System.err.println("fourways: unknown command " + command + System.lineSeparator() + USAGE);
        System.exit(2);
    }
}
