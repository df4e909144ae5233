package io.fourways.dispatch.egress.address;

import static org.assertj.core.api.Assertions.assertThat;

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
        assertThat(STRICT.refusal(vector[0]))
                .hasValueSatisfying(why -> assertThat(why).contains(vector[1]));
    }

    @ParameterizedTest
    @MethodSource("usable")
    void takes(String url) {
        assertThat(STRICT.refusal(url)).isEmpty();
    }

    @Test
    void refusesWhatIsTooLong() {
        String url = "https://example.com/" + "a".repeat(4096);
        assertThat(STRICT.refusal(url)).contains("The URL is longer than 4096 characters");
    }

    @Test
    void doesNotRepeatTheUrl() {
        assertThat(STRICT.refusal("https://someone:s3cret@example.com/?token=t0ken"))
                .hasValueSatisfying(why -> assertThat(why).doesNotContain("s3cret", "t0ken"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://localhost:8080/", "http://127.0.0.1:1234/a", "https://[::1]:65535/", "http://[::1]"})
    void takesMoreWhereMoreIsAllowed(String url) {
        AddressGuard loopback = new AddressGuard(List.of(Cidr.of("127.0.0.0/8"), Cidr.of("::1")), List.of());
        EndpointUrls lenient = new EndpointUrls(true, List.of(new PortRange(1, 65535)), loopback);
        assertThat(lenient.refusal(url)).isEmpty();
    }
}
