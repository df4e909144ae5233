package io.fourways.bench.round;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * How contenders take turns: all of them in each round, each round beginning with another, so that what the machine does
 * meanwhile meets all of them.
 *
 * @param count  how many
 * @param length of each turn
 * @param warmUp how long each works before its first turn counts, and again where it first works harder than it will then
 */
public record Rounds(int count, Duration length, Duration warmUp) {

    /** Lets each of them get warm. */
    public void warmUp(List<? extends Contender> contenders, Consumer<String> progress) throws InterruptedException {
        for (Contender contender : contenders) {
            progress.accept("warming up: " + contender.name());
            contender.warmUp(warmUp);
        }
    }

    /** What each did, round by round. */
    public Map<Contender, List<Measurement>> run(List<? extends Contender> contenders, Consumer<String> progress)
            throws InterruptedException {
        Map<Contender, List<Measurement>> results = new LinkedHashMap<>();
        contenders.forEach(contender -> results.put(contender, new ArrayList<>()));
        List<Contender> turns = new ArrayList<>(contenders);
        for (int round = 1; round <= count; round++) {
            for (Contender contender : turns) {
                progress.accept("round " + round + " of " + count + ": " + contender.name());
                results.computeIfAbsent(contender, added -> new ArrayList<>()).add(contender.measure(length));
            }
            Collections.rotate(turns, -1);
        }
        return results;
    }
}
