package io.fourways.infra.compose;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.infra.InfraFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** What {@code make-secrets} makes. */
class SecretsTests {

    private static final int SALT = 4;

    @TempDir
    private Path folder;

    @Test
    void makesEverySecretThatComposeNames() throws IOException, InterruptedException {
        assertThat(made().keySet())
                .isEqualTo(ComposeFile.map(
                                ComposeFile.named("compose.yaml").content().get("secrets"))
                        .keySet());
    }

    @Test
    void keepsThoseThereAre() throws IOException, InterruptedException {
        Map<String, String> before = made();
        assertThat(made()).isEqualTo(before);
    }

    @Test
    void keepsThemToTheirOwner() throws IOException, InterruptedException {
        made();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                .isEqualTo("rwx------");
    }

    @Test
    void areNotShared() throws IOException, InterruptedException {
        Map<String, String> secrets = made();
        assertThat(secrets.values()).doesNotHaveDuplicates();
        assertThat(Base64.getDecoder().decode(secrets.get("ingest-secrets-key").strip()))
                .hasSize(32);
        assertThat(secrets.get("dispatch-database-url"))
                .isEqualTo("postgresql://dispatch:" + secrets.get("dispatch-database-password")
                        + "@postgres:5432/dispatch");
    }

    /** RabbitMQ's hash of a password is its salt, and the SHA-256 of the salt and the password. */
    @Test
    void theBrokerKnowsThePasswordByItsHash() throws IOException, InterruptedException, NoSuchAlgorithmException {
        Map<String, String> secrets = made();
        byte[] hash = Base64.getDecoder()
                .decode(JsonMapper.shared()
                        .readTree(secrets.get("rabbitmq-user.json"))
                        .required("users")
                        .required(0)
                        .required("password_hash")
                        .asString());
        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        sha256.update(hash, 0, SALT);
        assertThat(Arrays.copyOfRange(hash, SALT, hash.length))
                .isEqualTo(sha256.digest(secrets.get("rabbitmq-password").getBytes(UTF_8)));
    }

    /** Runs it; what is in its folder then, by name. */
    private Map<String, String> made() throws IOException, InterruptedException {
        ProcessBuilder script =
                new ProcessBuilder(InfraFiles.at("compose/make-secrets").toString()).inheritIO();
        script.environment().put("FOURWAYS_SECRETS", folder.toString());
        assertThat(script.start().waitFor())
                .as("make-secrets, which needs openssl")
                .isZero();
        Map<String, String> secrets = new HashMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            files.forEach(file -> secrets.put(file.getFileName().toString(), ComposeFile.text(file)));
        }
        return secrets;
    }
}
