package io.fourways.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;

class ClientAddressTests {

    @Test
    void isTheSocketsAddressWhateverHeadersSay() {
        assertThat(ClientAddress.of(MockServerHttpRequest.get("/")
                        .remoteAddress(new InetSocketAddress("192.0.2.7", 1234))
                        .header("X-Forwarded-For", "198.51.100.1")
                        .build()))
                .isEqualTo("192.0.2.7");
    }

    @Test
    void countsAnIpv6NetworkAsOne() throws Exception {
        String one = ClientAddress.of(new InetSocketAddress(InetAddress.getByName("2001:db8:1:2:3:4:5:6"), 1));
        String two = ClientAddress.of(InetSocketAddress.createUnresolved("2001:db8:1:2:ffff::1", 2));
        assertThat(one).isEqualTo(two).isEqualTo("2001:db8:1:2:0:0:0:0/64");
    }

    @Test
    void asksNoDnsForWhatAProxyForwards() {
        assertThat(ClientAddress.of(InetSocketAddress.createUnresolved("192.0.2.7", 1)))
                .isEqualTo("192.0.2.7");
        assertThat(ClientAddress.of(InetSocketAddress.createUnresolved("_hidden", 1)))
                .isEqualTo("_hidden");
    }
}
