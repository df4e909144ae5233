package io.fourways.standalone.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A webhook's way, shown: signed, sent by somebody else, and read as an event by a WebSocket client. */
final class WebhookShow {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final PrintStream out;
    private final PaymentSender sender;

    WebhookShow(PrintStream out, PaymentSender sender) {
        this.out = out;
        this.sender = sender;
    }

    /** Whether the payment came as an event. */
    boolean run(URI gateway, URI ingest) throws IOException, InterruptedException {
        Payment payment = Payment.at(ingest, Instant.now());
        CompletableFuture<String> event = new CompletableFuture<>();
        WebSocket socket = connect(gateway, new Frames(payment.id(), event));
        try {
            out.println();
            out.println("A webhook in: a payment, signed as Stripe does, read by a WebSocket client of "
                    + Payment.CHANNELS);
            out.println();
            out.println("  " + sender.command(payment));
            int status = sender.send(payment);
            out.println("  answered    " + status + (status == 200 ? ": genuine, and stored" : ""));
            out.println("  event frame " + event.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS));
            return status == 200;
        } catch (ExecutionException | TimeoutException e) {
            out.println("  event frame none: " + e);
            return false;
        } finally {
            socket.abort();
        }
    }

    /** From a place that is known before the webhook is sent, so that its event cannot be missed. */
    private static WebSocket connect(URI gateway, Frames frames) throws IOException, InterruptedException {
        Subscriber now = new Subscriber(gateway, List.of(Payment.CHANNELS), null);
        Polling.ofShortKind().next(now);
        Objects.requireNonNull(now.cursor());
        try {
            return HttpClient.newHttpClient()
                    .newWebSocketBuilder()
                    .buildAsync(WebSocketReading.webSocket(now.uri()), frames)
                    .get();
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        }
    }

    /** Waits for the frame of one event. */
    private static final class Frames implements WebSocket.Listener {

        private final StringBuilder text = new StringBuilder();
        private final String member;
        private final CompletableFuture<String> event;

        Frames(String id, CompletableFuture<String> event) {
            this.member = "\"id\":\"" + id + "\"";
            this.event = event;
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                if (text.indexOf(member) >= 0) {
                    event.complete(text.toString());
                }
                text.setLength(0);
            }
            socket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
            event.completeExceptionally(new UnexpectedAnswerException("closed " + status + " " + reason));
            return null;
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            event.completeExceptionally(error);
        }
    }
}
