package io.fourways.dispatch.delivery;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/** Somebody else's servers: one process, a path for each, that do as they are told. */
public final class Receivers implements AutoCloseable {

    private final Map<String, Path> paths = new ConcurrentHashMap<>();
    private final DisposableServer server =
            HttpServer.create().host("127.0.0.1").port(0).handle(this::handle).bindNow();

    /** The URL of a path that answers the nth request (from 1) so. */
    public String at(String path, IntFunction<Answer> answers) {
        paths.put("/" + path, new Path(answers));
        return "http://127.0.0.1:" + server.port() + "/" + path;
    }

    /** The URL of one that answers every request so. */
    public String at(String path, int status) {
        return at(path, n -> Answer.of(status));
    }

    /** The ids of the webhooks that have come there, in their order, each as often as it came. */
    public List<String> received(String path) {
        return List.copyOf(paths.get("/" + path).received);
    }

    /** The headers of the webhooks that have come there, in the same order; names in lower case. */
    public List<Map<String, String>> headers(String path) {
        return List.copyOf(paths.get("/" + path).headers);
    }

    /** How many requests were there at once, at most. */
    public int most(String path) {
        return paths.get("/" + path).most.get();
    }

    private Publisher<Void> handle(HttpServerRequest request, HttpServerResponse response) {
        Path path = paths.get(request.path().startsWith("/") ? request.path() : "/" + request.path());
        int now = path.present.incrementAndGet();
        path.most.accumulateAndGet(now, Math::max);
        return request.receive().aggregate().asString().then(Mono.defer(() -> {
            path.headers.add(headers(request));
            path.received.add(request.requestHeaders().get("webhook-id"));
            Answer answer = path.answers.apply(path.count.incrementAndGet());
            response.status(answer.status());
            answer.headers().forEach(response::header);
            return answer.when()
                    .doFinally(signal -> path.present.decrementAndGet())
                    .then(Mono.from(response.sendString(Mono.just("said " + answer.status()))
                            .then()));
        }));
    }

    /** One that comes twice has both values. */
    private static Map<String, String> headers(HttpServerRequest request) {
        return request.requestHeaders().entries().stream()
                .collect(Collectors.toMap(
                        header -> header.getKey().toLowerCase(Locale.ROOT),
                        Map.Entry::getValue,
                        (one, other) -> one + ", " + other));
    }

    @Override
    public void close() {
        server.disposeNow();
    }

    /**
     * An answer.
     *
     * @param when it is given, once this completes
     */
    public record Answer(int status, Map<String, String> headers, Mono<Void> when) {

        public static Answer of(int status) {
            return new Answer(status, Map.of(), Mono.empty());
        }

        public Answer with(String name, String value) {
            return new Answer(status, Map.of(name, value), when);
        }

        public Answer after(Mono<Void> something) {
            return new Answer(status, headers, something);
        }
    }

    private static final class Path {

        private final IntFunction<Answer> answers;
        private final AtomicInteger count = new AtomicInteger();
        private final AtomicInteger present = new AtomicInteger();
        private final AtomicInteger most = new AtomicInteger();
        private final List<Map<String, String>> headers = new CopyOnWriteArrayList<>();
        private final List<String> received = new CopyOnWriteArrayList<>();

        Path(IntFunction<Answer> answers) {
            this.answers = answers;
        }
    }
}
