package io.fourways.dispatch.message;

import java.time.Instant;

/**
 * A message that has an id and a time, and may turn out to be known already.
 *
 * @param at in the second that the id names; later than those offered here before
 */
record Offered(String id, Instant at, NewMessage message) {}
