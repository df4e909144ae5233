package io.fourways.dispatch.egress.address;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class AddressGuardTests {

    private static final AddressGuard STRICT = new AddressGuard(List.of(), List.of());

    static List<String> refused() {
        return Vectors.lines("refused-addresses.txt");
    }

    static List<String> open() {
        return Vectors.lines("public-addresses.txt");
    }

    @ParameterizedTest
    @MethodSource("refused")
    void refusesWhatIsNoHostOnTheInternet(String line) {
        String[] vector = line.split(" +", 2);
        assertThat(STRICT.refusal(bytes(vector[0]))).contains(vector[1]);
    }

    @ParameterizedTest
    @MethodSource("open")
    void takesHostsOnTheInternet(String address) {
        assertThat(STRICT.refusal(bytes(address))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1", "::ffff:127.0.0.1", "64:ff9b::127.0.0.1", "fd12::1"})
    void takesWhatIsAllowedHoweverItIsWritten(String address) {
        AddressGuard guard = new AddressGuard(List.of(Cidr.of("127.0.0.0/8"), Cidr.of("fd12::/16")), List.of());
        assertThat(guard.refusal(bytes(address))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.2", "10.0.0.1", "::1", "fd13::1"})
    void takesNothingBesides(String address) {
        AddressGuard guard = new AddressGuard(List.of(Cidr.of("127.0.0.1"), Cidr.of("fd12::/16")), List.of());
        assertThat(guard.refusal(bytes(address))).isPresent();
    }

    @ParameterizedTest
    @CsvSource({"8.8.8.8", "::ffff:8.8.8.8", "64:ff9b::8.8.8.8", "2a00::5efe:8.8.8.8", "10.0.0.1", "2a01::1"})
    void refusesWhatIsDeniedThoughItIsAllowed(String address) {
        AddressGuard guard = new AddressGuard(
                List.of(Cidr.of("0.0.0.0/0")),
                List.of(Cidr.of("8.8.8.0/24"), Cidr.of("10.0.0.0/8"), Cidr.of("2a01::/16")));
        assertThat(guard.refusal(bytes(address))).contains("denied here");
    }

    @ParameterizedTest
    @MethodSource("refused")
    void judgesTheJdksAddressesAlike(String line) throws UnknownHostException {
        String[] vector = line.split(" +", 2);
        assertThat(STRICT.refusal(InetAddress.getByAddress(bytes(vector[0])))).contains(vector[1]);
    }

    /** As they come from a look-up: sixteen for whatever is written with colons. */
    private static byte[] bytes(String address) {
        byte[] bytes = Literal.parse(address).orElseThrow();
        if (bytes.length == 16 || !address.contains(":")) {
            return bytes;
        }
        byte[] mapped = new byte[16];
        mapped[10] = (byte) 0xff;
        mapped[11] = (byte) 0xff;
        System.arraycopy(bytes, 0, mapped, 12, 4);
        return mapped;
    }
}
