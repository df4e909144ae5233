package io.fourways.ingest.provider;

import org.jspecify.annotations.Nullable;

/**
 * One event of a webhook.
 *
 * @param id          the provider's id of the event, the same when it is sent again; where it has none, the SHA-256 of
 *                    what was sent, in hex
 * @param type        the provider's type without the provider's name, such as {@code invoice.paid}
 * @param contentType what {@code data} is, as the provider said it
 * @param data        what was received, byte for byte: the body or, of several events at once, this one's part
 */
@SuppressWarnings("ArrayRecordComponent")
public record ProviderEvent(
        String id, String type, @Nullable String contentType, byte[] data) {}
