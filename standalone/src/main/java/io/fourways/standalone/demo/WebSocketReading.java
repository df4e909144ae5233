package io.fourways.standalone.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A WebSocket: each event a text frame, on one connection for both directions. */
final class WebSocketReading implements Reading {

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Override
    public void read(Subscriber subscriber) throws IOException, InterruptedException {
        subscriber.tally().request();
        Frames frames = new Frames(subscriber);
        try {
            client.newWebSocketBuilder()
                    .buildAsync(webSocket(subscriber.uri()), frames)
                    .get();
            frames.end.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
        }
    }

    /** The same place as a WebSocket has it. */
    static URI webSocket(URI http) {
        return URI.create("ws" + http.toString().substring("http".length()));
    }

    /** Puts frames together and hands their events on. */
    private static final class Frames implements WebSocket.Listener {

        private final CompletableFuture<Void> end = new CompletableFuture<>();
        private final StringBuilder text = new StringBuilder();
        private final Subscriber subscriber;

        Frames(Subscriber subscriber) {
            this.subscriber = subscriber;
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                take(text.toString());
                text.setLength(0);
            }
            socket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
            end.completeExceptionally(new UnexpectedAnswerException("closed " + status + " " + reason));
            return null;
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            end.completeExceptionally(error);
        }

        private void take(String frame) {
            try {
                JsonNode json = Received.parse(frame);
                if (json.has("specversion")) {
                    subscriber.accept(json);
                } else if (json.has("position")) {
                    subscriber.moveTo(json.at("/position/cursor").asString());
                } else if (json.has("gap") || json.has("error")) {
                    throw new UnexpectedAnswerException(frame);
                }
            } catch (UnexpectedAnswerException e) {
                end.completeExceptionally(e);
            }
        }
    }
}
