package io.fourways.dispatch.egress;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.dispatch.egress.Reply.Answered;
import io.fourways.dispatch.egress.Reply.Cause;
import io.fourways.dispatch.egress.Reply.Unreachable;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SecureEgressTests {

    private static final String HOST = "hooks.example.com";
    private static final Names NAMES = new Names().with(HOST, "127.0.0.1").with("other.example.com", "127.0.0.1");

    private static Certificates certificate;
    private static Certificates expired;

    @BeforeAll
    static void makeCertificates() throws Exception {
        certificate = Certificates.of(HOST);
        expired = Certificates.of(HOST, "-startdate", "-2y", "-validity", "1");
    }

    private static ScriptedServer server(Certificates shown) throws Exception {
        return ScriptedServer.https(shown.sockets(), connection -> {
            connection.readRequest();
            connection.write("HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n");
            connection.awaitEnd();
        });
    }

    @Test
    void sendsToWhoProvesItsName() throws Exception {
        try (ScriptedServer server = server(certificate);
                RunningEgress egress = RunningEgress.trusting(certificate.trust(), NAMES)) {
            assertThat(egress.post(server.url(HOST, "/"))).isInstanceOf(Answered.class);
        }
    }

    @Test
    void sendsNothingToWhoIsNotTrusted() throws Exception {
        try (ScriptedServer server = server(certificate);
                RunningEgress egress = RunningEgress.to(List.of("127.0.0.0/8"), NAMES)) {
            assertInsecure(server, egress.post(server.url(HOST, "/")));
        }
    }

    @Test
    void sendsNothingUnderAnotherName() throws Exception {
        try (ScriptedServer server = server(certificate);
                RunningEgress egress = RunningEgress.trusting(certificate.trust(), NAMES)) {
            assertInsecure(server, egress.post(server.url("other.example.com", "/")));
            assertInsecure(server, egress.post(server.url("/")));
        }
    }

    @Test
    void sendsNothingWhenTheTimeIsOver() throws Exception {
        try (ScriptedServer server = server(expired);
                RunningEgress egress = RunningEgress.trusting(expired.trust(), NAMES)) {
            assertInsecure(server, egress.post(server.url(HOST, "/")));
        }
    }

    @Test
    void sendsNothingToWhoSpeaksNoTls() throws IOException {
        try (ScriptedServer server =
                        ScriptedServer.http(connection -> connection.write("HTTP/1.1 400 Bad Request\r\n\r\n"));
                RunningEgress egress = RunningEgress.toLoopback()) {
            Reply reply = egress.post(URI.create("https://127.0.0.1:" + server.port() + "/"));
            assertInsecure(server, reply);
        }
    }

    private static void assertInsecure(ScriptedServer server, Reply reply) {
        assertThat(reply).isInstanceOfSatisfying(Unreachable.class, failure -> {
            assertThat(failure.cause()).isEqualTo(Cause.TLS);
            assertThat(failure.detail()).startsWith("The connection is not secure: ");
        });
        assertThat(server.requests()).isEmpty();
    }
}
