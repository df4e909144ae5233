package io.fourways.bench.round;

import java.util.List;

/**
 * How long and how hard is measured.
 *
 * @param rounds      when, and for how long
 * @param connections how many requests are on their way at once
 * @param jvmOptions  of the servers
 */
public record Plan(Rounds rounds, int connections, List<String> jvmOptions) {}
