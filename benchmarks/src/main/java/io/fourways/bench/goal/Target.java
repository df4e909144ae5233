package io.fourways.bench.goal;

import io.fourways.bench.peer.Peer;

/**
 * How the gateway is meant to compare with a peer.
 *
 * @param figure by what
 * @param peer   with whom
 * @param goal   of the ratio
 */
public record Target(Figure figure, Peer peer, Goal goal) {}
