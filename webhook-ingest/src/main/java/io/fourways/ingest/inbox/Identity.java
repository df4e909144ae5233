package io.fourways.ingest.inbox;

/**
 * What makes an event one and the same, however often it is sent.
 *
 * @param source  the source's name
 * @param eventId the provider's id, unique within the source
 */
record Identity(String source, String eventId) {}
