package io.fourways.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fourways.system.service.ServiceJar;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Standalone as a process: what it says, and how it ends. */
@Order(1)
class StandaloneIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    private Path folder;

    private Process process;

    @AfterEach
    void stop() {
        process.destroyForcibly();
    }

    @Test
    void saysWhatIsEmbeddedPublishesToTheEndAndEndsWellOnSigterm() throws Exception {
        start(
                "--FOURWAYS_GATEWAY_PORT=0",
                "--FOURWAYS_PRODUCER_PORT=0",
                "--FOURWAYS_INGEST_PORT=0",
                "--FOURWAYS_DISPATCH_PORT=0",
                "--spring.profiles.active=samples");
        awaitStarted();
        int running = output().length();

        endsWellOnSigterm();

        assertThat(output().substring(running)).doesNotContain("Samples are not published");
        assertThat(output())
                .contains("embedded (Apache Qpid Broker-J, in memory)", "an old cursor gets a gap")
                .contains("embedded PostgreSQL, in a temporary folder")
                .contains("/api/v1/app   (webhook-dispatch)", "may be on this machine, and by plain http")
                .contains("Samples are published to")
                .containsOnlyOnce("open: no token is asked for")
                .doesNotContain("Security mode is open", "Not ready yet");
        assertThat(folder.toFile().list()).containsExactly("output");
    }

    @Test
    void startsAgainOnItsDataAfterItWasKilled() throws Exception {
        for (int i = 0; i < 2; i++) { // the second has come up on what the first left
            startsOnData();
            process.destroyForcibly().waitFor();
        }
        startsOnData();
        endsWellOnSigterm();
    }

    private void startsOnData() throws IOException {
        Path data = folder.resolve("data");
        start(
                "--FOURWAYS_GATEWAY_PORT=0",
                "--FOURWAYS_PRODUCER_PORT=0",
                "--FOURWAYS_INGEST_PORT=0",
                "--FOURWAYS_DISPATCH_PORT=0",
                "--fourways.standalone.data=" + data);
        awaitStarted();
        assertThat(output())
                .contains("embedded PostgreSQL in " + data)
                .contains("with the keys of endpoints' and sources' secrets, which whoever reads the folder can open")
                .doesNotContain("Not ready yet");
    }

    @Test
    void failsWithTheVariableToSetWhenAPortIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            start(
                    "--FOURWAYS_GATEWAY_PORT=" + taken.getLocalPort(),
                    "--FOURWAYS_PRODUCER_PORT=0",
                    "--FOURWAYS_INGEST_PORT=0",
                    "--FOURWAYS_DISPATCH_PORT=0");
            assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(1);
            assertThat(output()).contains("port " + taken.getLocalPort() + " is in use. Set FOURWAYS_GATEWAY_PORT");
        }
    }

    private void start(String... arguments) throws IOException {
        // up soon rather than fast
        List<String> options = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");
        ProcessBuilder builder = new ProcessBuilder(
                ServiceJar.STANDALONE.soonUp(options, Map.of()).command());
        builder.command().add("run");
        builder.command().addAll(List.of(arguments));
        builder.environment()
                .keySet()
                .removeIf(name -> name.startsWith("SPRING_RABBITMQ_") || name.startsWith("FOURWAYS_"));
        process = builder.directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile())
                .start();
    }

    private void endsWellOnSigterm() throws Exception {
        process.destroy();
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(output()).isZero();
    }

    private void awaitStarted() {
        await().atMost(PATIENCE).until(() -> output().contains("Fourways runs in one process") || !process.isAlive());
    }

    private String output() throws IOException {
        return Files.readString(folder.resolve("output"));
    }
}
