package io.fourways.system.client;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;

/** Reads server-sent events, as the HTML standard says to interpret them; goes on by {@code Last-Event-ID}. */
final class EventStream implements Way.Conversation {

    @Override
    public void read(URI gateway, Subscription subscription, Journal journal) throws IOException, InterruptedException {
        CompletableFuture<HttpResponse<Void>> answer = Http.CLIENT.sendAsync(
                request(gateway, subscription, journal), BodyHandlers.fromSubscriber(new Lines(journal)));
        try {
            throw new IOException("ended, with status " + answer.get().statusCode());
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        } finally {
            answer.cancel(true);
        }
    }

    /** Reads a stream to its end. */
    static void read(BufferedReader lines, Journal journal) throws IOException {
        Message message = new Message(journal);
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            message.line(line);
        }
    }

    /** The start of a browser is in the query, its going on in a header. */
    private static HttpRequest request(URI gateway, Subscription subscription, Journal journal) {
        boolean resumes = journal.size() > 0;
        HttpRequest.Builder request = HttpRequest.newBuilder(subscription.at(gateway, resumes ? "" : journal.cursor()))
                .header("Accept", "text/event-stream");
        if (!subscription.token().isEmpty()) {
            request.header("Authorization", "Bearer " + subscription.token());
        }
        return resumes ? request.header("Last-Event-ID", journal.cursor()).build() : request.build();
    }

    /** Lines of what the HTTP client hands over; its own look at a long line again whenever more of it comes. */
    private static final class Lines implements Flow.Subscriber<List<ByteBuffer>> {

        private final Message message;
        private final Journal journal;
        private final ByteArrayOutputStream begun = new ByteArrayOutputStream();

        Lines(Journal journal) {
            this.journal = journal;
            message = new Message(journal);
        }

        @Override
        public void onSubscribe(Flow.Subscription buffers) {
            buffers.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(List<ByteBuffer> buffers) {
            for (ByteBuffer buffer : buffers) {
                byte[] bytes = new byte[buffer.remaining()];
                buffer.get(bytes);
                take(bytes);
            }
        }

        private void take(byte[] bytes) {
            int from = 0;
            for (int i = 0; i < bytes.length; i++) {
                if (bytes[i] == '\n') {
                    begun.write(bytes, from, i - from);
                    message.line(begun.toString(StandardCharsets.UTF_8));
                    begun.reset();
                    from = i + 1;
                }
            }
            begun.write(bytes, from, bytes.length - from);
        }

        @Override
        public void onError(Throwable error) {
            journal.notice("breaks off: " + error);
        }

        @Override
        public void onComplete() {
            journal.notice("ends");
        }
    }

    /** The message whose lines are being read. */
    private static final class Message {

        private final Journal journal;
        private String event = "";
        private String data = "";
        private String id = "";

        Message(Journal journal) {
            this.journal = journal;
        }

        void line(String line) {
            if (line.isEmpty()) {
                dispatch();
            } else {
                int colon = line.indexOf(':');
                String value = colon < 0 ? "" : line.substring(colon + 1);
                field(colon < 0 ? line : line.substring(0, colon), value.startsWith(" ") ? value.substring(1) : value);
            }
        }

        private void field(String name, String value) {
            switch (name) {
                case "event" -> event = value;
                case "data" -> data = data.isEmpty() ? value : data + "\n" + value;
                case "id" -> id = value;
                default -> {} // a comment, the retry time
            }
        }

        private void dispatch() {
            switch (event) {
                case "" -> takeEvent();
                case "gap" -> journal.gap(data);
                default -> journal.notice(event + " " + data);
            }
            if (!id.isEmpty()) {
                journal.position(id);
            }
            event = "";
            data = "";
            id = "";
        }

        private void takeEvent() {
            if (!data.isEmpty()) {
                journal.event(data);
            }
        }
    }
}
