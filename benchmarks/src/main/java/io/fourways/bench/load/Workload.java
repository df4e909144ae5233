package io.fourways.bench.load;

import java.util.function.IntFunction;

/**
 * What a server is asked to do.
 *
 * @param supply    makes so many requests
 * @param reading   how its answers are read
 * @param perSecond a guess at how many requests it takes, until that is known
 */
public record Workload(IntFunction<Requests> supply, AnswerReading reading, int perSecond) {}
