package io.fourways.ingest.administration.sources;

import org.jspecify.annotations.Nullable;

/**
 * What of a source is kept sealed.
 *
 * @param secrets what its webhooks are signed with
 * @param options those of its options that are secrets; null when there are none
 */
@SuppressWarnings("ArrayRecordComponent")
record Sealed(byte[] secrets, byte @Nullable [] options) {}
