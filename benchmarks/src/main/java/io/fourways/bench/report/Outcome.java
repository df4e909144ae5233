package io.fourways.bench.report;

/**
 * What a benchmark has to say in the end.
 *
 * @param text    the figures
 * @param isWhole whether nothing was lost, doubled or refused
 */
public record Outcome(String text, boolean isWhole) {}
