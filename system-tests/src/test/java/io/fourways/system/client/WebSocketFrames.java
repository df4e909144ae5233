package io.fourways.system.client;

import io.fourways.system.json.JsonTexts;
import java.io.IOException;
import java.net.URI;
import java.net.http.WebSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import tools.jackson.databind.JsonNode;

/** Reads the frames of the default subprotocol, {@code fourways.v1}. */
final class WebSocketFrames implements Way.Conversation {

    @Override
    public void read(URI gateway, Subscription subscription, Journal journal) throws IOException, InterruptedException {
        Frames frames = new Frames(journal);
        WebSocket socket = connect(gateway, subscription, journal, frames);
        try {
            frames.ended.get();
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        } finally {
            socket.abort();
        }
    }

    private static WebSocket connect(URI gateway, Subscription subscription, Journal journal, Frames frames)
            throws IOException {
        URI http = subscription.at(gateway, journal.cursor());
        WebSocket.Builder builder = Http.CLIENT.newWebSocketBuilder();
        if (!subscription.token().isEmpty()) {
            builder.header("Authorization", "Bearer " + subscription.token());
        }
        try {
            return builder.buildAsync(URI.create(http.toString().replaceFirst("^http", "ws")), frames)
                    .join();
        } catch (CompletionException e) {
            throw new IOException(e.getCause());
        }
    }

    private static final class Frames implements WebSocket.Listener {

        private final Journal journal;
        private final CompletableFuture<Void> ended = new CompletableFuture<>();
        private final StringBuilder text = new StringBuilder();

        Frames(Journal journal) {
            this.journal = journal;
        }

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                take(text.toString());
                text.setLength(0);
            }
            socket.request(1);
            return null;
        }

        private void take(String frame) {
            JsonNode json = JsonTexts.tree(frame);
            if (json.has("specversion")) {
                journal.event(frame);
            } else if (json.has("position")) {
                journal.position(json.at("/position/cursor").stringValue());
            } else if (json.has("gap")) {
                journal.gap(json.get("gap").toString());
            } else {
                journal.notice(frame);
            }
        }

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            ended.completeExceptionally(new IOException("closed with " + code + " " + reason));
            return null;
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            ended.completeExceptionally(error);
        }
    }
}
