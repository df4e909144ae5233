package io.fourways.dispatch.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import io.fourways.dispatch.egress.Reply.Answered;
import io.fourways.dispatch.egress.Reply.Cause;
import io.fourways.dispatch.egress.Reply.Unreachable;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;

class HttpEgressTests {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Test
    void sendsAsItIsToldTo() throws IOException {
        try (ScriptedServer server = ScriptedServer.answering("HTTP/1.1 200 OK", "content-length: 4", "", "fine");
                RunningEgress egress = RunningEgress.toLoopback()) {
            Map<String, String> headers =
                    Map.of("content-type", "application/json", "user-agent", "Fourways", "x-a", "b");
            Reply reply = egress.posting(server.url("/hook?token=a%20b"), headers, "{\"price\":1.10}")
                    .block(PATIENCE);

            assertThat(reply).isInstanceOfSatisfying(Answered.class, answer -> {
                assertThat(answer.status()).isEqualTo(200);
                assertThat(answer.body()).isEqualTo("fine");
                assertThat(answer.retryAfter()).isNull();
            });
            assertThat(server.requests())
                    .singleElement()
                    .asString()
                    .startsWith("POST /hook?token=a%20b HTTP/1.1\r\n")
                    .contains("host: 127.0.0.1:" + server.port() + "\r\n")
                    .contains("content-type: application/json\r\n", "user-agent: Fourways\r\n", "x-a: b\r\n")
                    .contains("content-length: 14\r\n")
                    .doesNotContain("transfer-encoding")
                    .endsWith("\r\n\r\n{\"price\":1.10}");
        }
    }

    @Test
    void sendsNothingWithAHeaderThatIsNone() throws IOException {
        try (ScriptedServer server = ScriptedServer.answering("HTTP/1.1 200 OK", "content-length: 0", "", "");
                RunningEgress egress = RunningEgress.toLoopback()) {
            for (String value : List.of("a\r\nx-b: c", "a\n", " a", "a\0")) {
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> egress.posting(server.url("/"), Map.of("x-a", value), "{}")
                                .block(PATIENCE));
            }
            assertThat(server.connections()).isZero();
        }
    }

    @Test
    void usesConnectionsAgain() throws IOException {
        try (ScriptedServer server = ScriptedServer.answering("HTTP/1.1 204 No Content", "", "");
                RunningEgress egress = RunningEgress.toLoopback()) {
            for (int i = 0; i < 5; i++) {
                assertThat(egress.post(server.url("/" + i))).isInstanceOf(Answered.class);
            }
            assertThat(server.requests()).hasSize(5);
            // one that is not back yet when the next request begins is not there for it
            assertThat(server.connections()).isLessThan(5);
        }
    }

    @Test
    void followsNoRedirect() throws IOException {
        try (ScriptedServer server = ScriptedServer.answering(
                        "HTTP/1.1 302 Found",
                        "location: http://169.254.169.254/latest/meta-data/",
                        "content-length: 0",
                        "",
                        "");
                RunningEgress egress = RunningEgress.toLoopback()) {
            assertThat(egress.post(server.url("/")))
                    .isInstanceOfSatisfying(Answered.class, answer -> assertThat(answer.status())
                            .isEqualTo(302));
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void tellsHowLongToWait() throws IOException {
        try (ScriptedServer server = ScriptedServer.answering(
                        "HTTP/1.1 429 Too Many Requests", "Retry-After: 120", "content-length: 0", "", "");
                RunningEgress egress = RunningEgress.toLoopback()) {
            assertThat(egress.post(server.url("/")))
                    .isInstanceOfSatisfying(Answered.class, answer -> assertThat(answer.retryAfter())
                            .isEqualTo(Duration.ofMinutes(2)));
        }
    }

    @Test
    void readsTheBeginningOfTenGigabytesAndIsRidOfTheRest() throws IOException {
        AtomicLong sent = new AtomicLong();
        byte[] block = "x".repeat(65_536).getBytes(StandardCharsets.US_ASCII);
        long whole = 10L << 30;
        try (ScriptedServer server = ScriptedServer.http(connection -> {
                    connection.readRequest();
                    connection.write("HTTP/1.1 200 OK\r\ncontent-length: " + whole + "\r\n\r\n");
                    while (sent.get() < whole) {
                        connection.write(block);
                        sent.addAndGet(block.length);
                    }
                });
                RunningEgress egress = RunningEgress.toLoopback()) {
            assertThat(egress.post(server.url("/"))).isInstanceOfSatisfying(Answered.class, answer -> {
                assertThat(answer.status()).isEqualTo(200);
                assertThat(answer.body()).hasSize(65_536).containsOnlyOnce("x".repeat(65_536));
            });
            await().atMost(PATIENCE).until(() -> server.ended() == 1);
            // what fits into the buffers of both sides
            assertThat(sent.get()).isLessThan(64L << 20);
        }
    }

    @Test
    void givesUpOneByteAtATime() throws IOException {
        try (ScriptedServer server = ScriptedServer.http(connection -> {
                    connection.readRequest();
                    connection.write("HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n");
                    trickle(connection);
                });
                RunningEgress egress = RunningEgress.inHurry()) {
            assertThat(egress.post(server.url("/"))).isInstanceOfSatisfying(Unreachable.class, failure -> {
                assertThat(failure.cause()).isEqualTo(Cause.TIMEOUT_WHOLE);
                assertThat(failure.detail()).isEqualTo("The answer did not end in time");
            });
            await().atMost(PATIENCE).until(() -> server.ended() == 1);
        }
    }

    @Test
    void givesUpAHeadOfOneByteAtATime() throws IOException {
        try (ScriptedServer server = ScriptedServer.http(connection -> {
                    connection.readRequest();
                    connection.write("HTTP/1.1 200 ");
                    trickle(connection);
                });
                RunningEgress egress = RunningEgress.inHurry()) {
            assertFails(egress.post(server.url("/")), Cause.TIMEOUT_FIRST_BYTE);
            await().atMost(PATIENCE).until(() -> server.ended() == 1);
        }
    }

    @Test
    void givesUpWhoDoesNotAnswer() throws IOException {
        try (ScriptedServer server = ScriptedServer.http(connection -> {
                    connection.readRequest();
                    connection.awaitEnd();
                });
                RunningEgress egress = RunningEgress.inHurry()) {
            assertFails(egress.post(server.url("/")), Cause.TIMEOUT_FIRST_BYTE);
            await().atMost(PATIENCE).until(() -> server.ended() == 1);
        }
    }

    @Test
    void givesUpWhoDoesNotGetSecure() throws IOException {
        try (ScriptedServer server = ScriptedServer.http(ScriptedServer.Connection::readToTheEnd);
                RunningEgress egress = RunningEgress.inHurry()) {
            assertFails(egress.post(URI.create("https://127.0.0.1:" + server.port() + "/")), Cause.TIMEOUT_CONNECT);
        }
    }

    @Test
    void saysThatAConnectionWasReset() throws IOException {
        try (ScriptedServer server = ScriptedServer.http(connection -> {
                    connection.readRequest();
                    connection.reset();
                });
                RunningEgress egress = RunningEgress.toLoopback()) {
            assertFails(egress.post(server.url("/")), Cause.RESET);
            assertThat(server.requests()).as("sent once").hasSize(1);
        }
    }

    @Test
    void saysSoOfOneThatIsClosedWhileTheRequestIsSent() throws IOException {
        String body = "x".repeat(8 << 20);
        try (ScriptedServer server = ScriptedServer.http(connection -> {});
                RunningEgress egress = RunningEgress.toLoopback()) {
            for (int i = 0; i < 20; i++) {
                assertFails(egress.posting(server.url("/"), Map.of(), body).block(PATIENCE), Cause.RESET);
            }
        }
    }

    @Test
    void saysThatAnAnswerWasCutShort() throws IOException {
        try (ScriptedServer server = ScriptedServer.http(connection -> {
                    connection.readRequest();
                    connection.write("HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\nhalf");
                });
                RunningEgress egress = RunningEgress.toLoopback()) {
            assertFails(egress.post(server.url("/")), Cause.RESET);
        }
    }

    @Test
    void doesNotSendAgainOnAConnectionThatHasGone() throws IOException {
        try (ScriptedServer server = ScriptedServer.http(connection -> {
                    connection.readRequest();
                    connection.write("HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n");
                    connection.readRequest();
                    connection.reset();
                });
                RunningEgress egress = RunningEgress.toLoopback()) {
            int sent = 1;
            while (egress.post(server.url("/" + sent)) instanceof Answered) {
                sent++;
            }
            assertThat(server.requests()).hasSize(sent);
        }
    }

    @Test
    void saysThatAnAnswerIsNoHttp() throws IOException {
        try (ScriptedServer server = ScriptedServer.http(connection -> {
                    connection.readRequest();
                    connection.write("SSH-2.0-OpenSSH_9.2\r\n\r\n");
                    connection.awaitEnd();
                });
                RunningEgress egress = RunningEgress.toLoopback()) {
            assertFails(egress.post(server.url("/")), Cause.MALFORMED);
        }
    }

    @Test
    void saysThatNobodyListens() throws IOException {
        int port;
        try (ServerSocket once = new ServerSocket(0)) {
            port = once.getLocalPort();
        }
        try (RunningEgress egress = RunningEgress.toLoopback()) {
            assertFails(egress.post(URI.create("http://127.0.0.1:" + port + "/")), Cause.REFUSED);
        }
    }

    @Test
    void closesTheConnectionWhenItIsCancelled() throws IOException {
        try (ScriptedServer server = ScriptedServer.http(connection -> {
                    connection.readRequest();
                    connection.awaitEnd();
                });
                RunningEgress egress = RunningEgress.toLoopback()) {
            Disposable request = egress.posting(server.url("/"), Map.of(), "{}").subscribe();
            await().atMost(PATIENCE).until(() -> server.requests().size() == 1);
            request.dispose();
            await().atMost(PATIENCE).until(() -> server.ended() == 1);
        }
    }

    @Test
    void keepsTextThatADatabaseTakes() throws IOException {
        try (ScriptedServer server = ScriptedServer.answering("HTTP/1.1 500 Oops", "content-length: 5", "", "a\0é!");
                RunningEgress egress = RunningEgress.toLoopback()) {
            assertThat(egress.post(server.url("/")))
                    .isInstanceOfSatisfying(
                            Answered.class, answer -> assertThat(answer.body()).isEqualTo("a\uFFFDé!"));
        }
    }

    private static void trickle(ScriptedServer.Connection connection) throws IOException {
        try {
            while (true) {
                TimeUnit.MILLISECONDS.sleep(50);
                connection.write("x");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void assertFails(Reply reply, Cause cause) {
        assertThat(reply).isInstanceOfSatisfying(Unreachable.class, failure -> assertThat(failure.cause())
                .isEqualTo(cause));
    }
}
