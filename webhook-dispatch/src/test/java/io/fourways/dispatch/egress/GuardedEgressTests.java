package io.fourways.dispatch.egress;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.dispatch.egress.Reply.Answered;
import io.fourways.dispatch.egress.Reply.Cause;
import io.fourways.dispatch.egress.Reply.Unreachable;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GuardedEgressTests {

    private static final List<String> NOTHING = List.of();
    private static final List<String> LOOPBACK = List.of("127.0.0.0/8");

    private static ScriptedServer server() {
        return ScriptedServer.http(connection -> {
            connection.readRequest();
            connection.write("HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: 0\r\n\r\n");
        });
    }

    @Test
    void connectsToANamesAddressUnderThatName() throws IOException {
        Names names = new Names().with("hooks.example.com", "127.0.0.1");
        try (ScriptedServer server = server();
                RunningEgress egress = RunningEgress.to(LOOPBACK, names)) {
            assertThat(egress.post(server.url("hooks.example.com", "/"))).isInstanceOf(Answered.class);
            assertThat(server.requests().get(0)).contains("host: hooks.example.com:" + server.port() + "\r\n");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "::1",
                "169.254.169.254",
                "10.1.2.3",
                "::ffff:127.0.0.1",
                "64:ff9b::a9fe:a9fe",
                "8.8.8.8,127.0.0.1",
                "127.0.0.1,8.8.8.8"
            })
    void connectsNowhereWhenOneOfANamesAddressesIsNotOnTheInternet(String addresses) throws IOException {
        Names names = new Names().with("rebound.example.com", addresses);
        try (ScriptedServer server = server();
                RunningEgress egress = RunningEgress.to(NOTHING, names)) {
            assertBlocked(egress.post(server.url("rebound.example.com", "/")));
            assertThat(server.connections()).isZero();
        }
    }

    @Test
    void connectsNowhereWhenANameResolvesDifferentlyTheSecondTime() throws IOException {
        Names names = new Names().with("rebinding.example.com", "127.0.0.1", "127.0.0.2");
        try (ScriptedServer server = server();
                RunningEgress egress = RunningEgress.to(List.of("127.0.0.1"), names)) {
            assertThat(egress.post(server.url("rebinding.example.com", "/1"))).isInstanceOf(Answered.class);
            assertBlocked(egress.post(server.url("rebinding.example.com", "/2")));
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void connectsToWhatWasCheckedWithoutAnotherLookUp() throws IOException {
        Names names = new Names().with("rebinding.example.com", "127.0.0.1", "169.254.169.254");
        try (ScriptedServer server = server();
                RunningEgress egress = RunningEgress.to(LOOPBACK, names)) {
            assertThat(egress.post(server.url("rebinding.example.com", "/1"))).isInstanceOf(Answered.class);
            assertThat(server.requests()).hasSize(1);
            assertBlocked(egress.post(server.url("rebinding.example.com", "/2")));
        }
    }

    @Test
    void looksAtAddressesThatNeedNoLookUpAsWell() throws IOException {
        try (ScriptedServer server = server();
                RunningEgress egress = RunningEgress.to(NOTHING, new Names())) {
            assertBlocked(egress.post(server.url("/")));
            assertBlocked(egress.post(server.url("[::ffff:127.0.0.1]", "/")));
            assertThat(server.connections()).isZero();
        }
    }

    @Test
    void saysThatANameHasNoAddress() {
        try (RunningEgress egress = RunningEgress.to(NOTHING, new Names())) {
            assertThat(egress.post(URI.create("http://nowhere.example.com/")))
                    .isInstanceOfSatisfying(Unreachable.class, failure -> assertThat(failure.cause())
                            .isEqualTo(Cause.UNRESOLVED));
        }
    }

    private static void assertBlocked(Reply reply) {
        assertThat(reply).isInstanceOfSatisfying(Unreachable.class, failure -> {
            assertThat(failure.cause()).isEqualTo(Cause.BLOCKED);
            assertThat(failure.detail()).contains("address is").doesNotContainPattern("\\d");
        });
    }
}
