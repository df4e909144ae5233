package io.fourways.standalone.metrics;

import java.util.Set;

/**
 * What is to be known of a meter beside its name.
 *
 * @param type as Prometheus calls it
 * @param tags those that not every meter has
 */
record Meter(String type, Set<String> tags) {}
