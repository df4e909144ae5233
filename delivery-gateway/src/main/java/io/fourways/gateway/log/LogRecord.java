package io.fourways.gateway.log;

/**
 * What the log holds at one offset, undecoded.
 *
 * @param offset where it stands; greater than those before it, not necessarily by one
 * @param body   an event in wire form, or something else that somebody wrote
 */
@SuppressWarnings("ArrayRecordComponent")
public record LogRecord(long offset, byte[] body) {}
