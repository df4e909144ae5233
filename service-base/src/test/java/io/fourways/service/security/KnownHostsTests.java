package io.fourways.service.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KnownHostsTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "localhost:8080",
                "LocalHost:1",
                "localhost.",
                "fourways.localhost:8080",
                "A.b.localhost.",
                "127.0.0.1",
                "127.0.0.1:8080",
                "127.255.3.4:80",
                "[::1]",
                "[::1]:8080",
                "192.168.0.7:8080",
                "0.0.0.0",
                "[fe80::1]",
                "gateway:8080",
                "fourways_gateway-1"
            })
    void areAddressesNamesWithoutADotAndThoseUnderLocalhost(String host) {
        assertThat(new KnownHosts(List.of()).know(host)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":8080",
                "evil.example",
                "evil.example:8080",
                "localhost.evil.example",
                "notlocalhost.evil.localhost.example",
                ".localhost",
                "evil..localhost",
                "evil.example/.localhost",
                "evil.notlocalhost",
                "127.0.0.1.evil.example",
                "127.evil.example",
                "127.0.0.1.2",
                "[::g]",
                "[]",
                "localhost:80@evil.example",
                "[::1].evil.example"
            })
    void areNoOthers(String host) {
        assertThat(new KnownHosts(List.of()).know(host)).isFalse();
    }

    @Test
    void areThoseConfiguredToo() {
        KnownHosts hosts = new KnownHosts(List.of("Gateway.example"));
        assertThat(List.of("gateway.example", "gateway.example:8080", "localhost"))
                .allMatch(hosts::know);
        assertThat(List.of("a.gateway.example", "gateway.example.evil.example")).noneMatch(hosts::know);
    }

    @Test
    void areAllWhenConfigured() {
        assertThat(new KnownHosts(List.of("*")).know("anything.example")).isTrue();
    }
}
