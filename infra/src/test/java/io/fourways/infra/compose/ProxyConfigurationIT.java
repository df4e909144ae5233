package io.fourways.infra.compose;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.infra.InfraFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** HAProxy takes what compose.yaml gives it. */
class ProxyConfigurationIT {

    private static final Path HAPROXY = Path.of("/usr/sbin/haproxy");

    @Test
    void haproxyFindsNothingWrong() throws IOException, InterruptedException {
        assertThat(Files.isExecutable(HAPROXY))
                .as("haproxy is needed (Debian: apt-get install haproxy)")
                .isTrue();
        ProcessBuilder check = new ProcessBuilder(
                HAPROXY.toString(),
                "-c",
                "-f",
                InfraFiles.at("proxy/haproxy.cfg.template").toString(),
                "-f",
                InfraFiles.at("compose/haproxy/operation.cfg").toString());
        ComposeFile.named("compose.yaml")
                .service("proxy")
                .map("environment")
                .forEach((name, value) -> check.environment().put(name, value.toString()));
        Process process = check.redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(said).isZero();
    }
}
