package io.fourways.infra.prometheus;

import io.fourways.infra.Program;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Prometheus' own checker. */
final class Promtool {

    private Promtool() {}

    /** What it says about some files. */
    static Program.Outcome check(String what, List<Path> files) {
        return run(List.of("check", what), files);
    }

    /** What it says about tests of rules. */
    static Program.Outcome testRules(List<Path> files) {
        return run(List.of("test", "rules"), files);
    }

    private static Program.Outcome run(List<String> command, List<Path> files) {
        List<String> arguments = new ArrayList<>(command);
        files.forEach(file -> arguments.add(file.toString()));
        return Program.of("promtool", "prometheus").run(Path.of("."), arguments);
    }
}
