package io.fourways.bench.soak;

/**
 * What the gateway takes at one time.
 *
 * @param minute        since the beginning
 * @param rss           resident memory, in MB
 * @param heap          what is left of the heap after a collection, in MB
 * @param direct        buffers beside the heap, in MB
 * @param files         open file descriptors
 * @param threads       threads
 * @param subscriptions live ones and those that are behind
 */
record Sample(
        double minute, double rss, double heap, double direct, double files, double threads, double subscriptions) {}
