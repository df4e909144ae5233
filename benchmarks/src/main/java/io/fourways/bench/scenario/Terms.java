package io.fourways.bench.scenario;

import io.fourways.bench.round.Rounds;
import java.nio.file.Path;
import java.util.List;

/**
 * How long and how hard is measured.
 *
 * @param rounds      when, and for how long
 * @param subscribers how many there are at most, whatever a scenario asks for
 * @param plots       the folder that drawings are put into
 * @param jvmOptions  of all servers that are JVMs
 */
public record Terms(Rounds rounds, int subscribers, Path plots, List<String> jvmOptions) {

    public Terms {
        jvmOptions = List.copyOf(jvmOptions);
    }
}
