package io.fourways.infra.cluster;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What stands in for the nodes of a cluster that has none: it reports of each new pod that it runs and is ready, as a node
 * would, and runs nothing. Pods of an image with the tag {@link #NEVER_READY} stay as they are.
 */
public final class PlayedNodes implements AutoCloseable {

    public static final String NEVER_READY = "never-ready";

    private static final String NEW = "/api/v1/pods?fieldSelector=status.phase%3DPending";
    private static final JsonNode READY = new JsonMapper().readTree("""
            {"status": {"phase": "Running", "conditions": [
                {"type": "Initialized", "status": "True"}, {"type": "ContainersReady", "status": "True"},
                {"type": "Ready", "status": "True"}]}}
            """);

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
    private final Future<?> play;
    private final Api api;

    private PlayedNodes(Api api) {
        this.api = api;
        play = thread.scheduleWithFixedDelay(this::report, 0, 200, TimeUnit.MILLISECONDS);
    }

    public static PlayedNodes of(Cluster cluster) {
        return new PlayedNodes(cluster.api());
    }

    private void report() {
        api.get(NEW)
                .taken()
                .path("items")
                .valueStream()
                .filter(pod -> !image(pod).endsWith(":" + NEVER_READY))
                .forEach(this::reportReady);
    }

    private void reportReady(JsonNode pod) {
        String path = "/api/v1/namespaces/" + pod.at("/metadata/namespace").asString() + "/pods/"
                + pod.at("/metadata/name").asString() + "/status";
        Api.Answer answer = api.patch(path, READY);
        boolean gone = answer.status() == 404;
        if (!gone) {
            answer.taken();
        }
    }

    private static String image(JsonNode pod) {
        return pod.at("/spec/containers/0/image").asString();
    }

    /** Ends it, with what it has failed with, if it has. */
    @Override
    public void close() {
        boolean failed = play.isDone();
        thread.shutdownNow();
        if (failed) {
            try {
                play.get();
            } catch (ExecutionException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
