package io.fourways.ingest.rejected;

/** The memory of what was refused. */
@FunctionalInterface
public interface Rejections {

    /**
     * Keeps a refused webhook, if there is room: best effort, in the background, so that whoever forges webhooks keeps
     * nobody waiting. Never blocks, never fails.
     */
    void keep(RejectedWebhook webhook);
}
