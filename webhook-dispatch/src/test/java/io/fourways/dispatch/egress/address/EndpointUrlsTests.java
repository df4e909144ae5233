package io.fourways.dispatch.egress.address;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.dispatch.egress.address.EndpointUrl.Refused;
import io.fourways.dispatch.egress.address.EndpointUrl.Usable;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointUrlsTests {

    private static final EndpointUrls STRICT = new EndpointUrls(
            false, List.of(new PortRange(443, 443), new PortRange(8443, 8443)), new AddressGuard(List.of(), List.of()));

    static List<String> refused() {
        return Vectors.lines("refused-urls.txt");
    }

    static List<String> usable() {
        return Vectors.lines("usable-urls.txt");
    }

    @ParameterizedTest
    @MethodSource("refused")
    void refuses(String line) {
        String[] vector = line.split("\t", 2);
        assertThat(STRICT.check(vector[0])).isInstanceOfSatisfying(Refused.class, refused -> assertThat(refused.why())
                .contains(vector[1].strip()));
    }

    @ParameterizedTest
    @MethodSource("usable")
    void takes(String url) {
        assertThat(STRICT.check(url)).isEqualTo(new Usable(URI.create(url)));
    }

    @Test
    void refusesWhatIsTooLong() {
        String url = "https://example.com/" + "a".repeat(2048);
        assertThat(STRICT.check(url)).isEqualTo(new Refused("The URL is longer than 2048 characters"));
    }

    @Test
    void doesNotRepeatTheUrl() {
        assertThat(STRICT.check("https://someone:s3cret@example.com/?token=t0ken"))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.why()).doesNotContain("s3cret", "t0ken"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://localhost:8080/", "http://127.0.0.1:1234/a", "https://[::1]:65535/", "http://[::1]"})
    void takesMoreWhereMoreIsAllowed(String url) {
        AddressGuard loopback = new AddressGuard(List.of(Cidr.of("127.0.0.0/8"), Cidr.of("::1")), List.of());
        EndpointUrls lenient = new EndpointUrls(true, List.of(new PortRange(1, 65535)), loopback);
        assertThat(lenient.check(url)).isEqualTo(new Usable(URI.create(url)));
    }
}
