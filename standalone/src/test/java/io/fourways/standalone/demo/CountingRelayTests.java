package io.fourways.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class CountingRelayTests {

    @Test
    void passesBytesBothWaysAndCountsThem() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                CountingRelay relay = new CountingRelay(URI.create("http://127.0.0.1:" + server.getLocalPort()));
                Socket client = new Socket(
                        InetAddress.getLoopbackAddress(), relay.address().getPort());
                Socket served = server.accept()) {
            client.getOutputStream().write(ascii("question"));
            assertThat(read(served.getInputStream(), 8)).isEqualTo("question");
            served.getOutputStream().write(ascii("answer"));
            assertThat(read(client.getInputStream(), 6)).isEqualTo("answer");
            assertThat(relay.bytes()).isEqualTo(14);
        }
    }

    @Test
    void cutsConnectionsWhenItCloses() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CountingRelay relay = new CountingRelay(URI.create("http://127.0.0.1:" + server.getLocalPort()));
            try (Socket client = new Socket(
                            InetAddress.getLoopbackAddress(), relay.address().getPort());
                    Socket served = server.accept()) {
                served.getOutputStream().write(1);
                assertThat(client.getInputStream().read()).isEqualTo(1);
                relay.close();
                assertThat(served.getInputStream().read()).isEqualTo(-1);
            }
        }
    }

    private static String read(InputStream in, int length) throws Exception {
        return new String(in.readNBytes(length), StandardCharsets.US_ASCII);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
