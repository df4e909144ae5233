package io.fourways.infra.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.UUID;

/**
 * Who may do everything in a cluster of the tests' own.
 *
 * @param token what he shows
 * @param tokens the file in which the API server finds it
 * @param serviceAccountKey the file with the key of the tokens that the cluster itself signs
 */
record Administrator(String token, Path tokens, Path serviceAccountKey) {

    static Administrator in(Path folder) {
        String token = UUID.randomUUID().toString();
        return new Administrator(
                token,
                write(folder.resolve("tokens.csv"), token + ",administrator,administrator,system:masters\n"),
                write(folder.resolve("service-accounts.pem"), key()));
    }

    /** In what `kubectl` and Helm read, for the API server there with its certificate. */
    String kubeconfig(String uri, Path certificate) {
        try {
            String authority = Base64.getEncoder().encodeToString(Files.readAllBytes(certificate));
            return """
                    apiVersion: v1
                    kind: Config
                    clusters: [{name: tests, cluster: {server: %s, certificate-authority-data: %s}}]
                    users: [{name: administrator, user: {token: %s}}]
                    contexts: [{name: tests, context: {cluster: tests, user: administrator}}]
                    current-context: tests
                    """.formatted(uri, authority, token);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String key() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            byte[] key = generator.generateKeyPair().getPrivate().getEncoded();
            return "-----BEGIN PRIVATE KEY-----\n" + Base64.getMimeEncoder().encodeToString(key)
                    + "\n-----END PRIVATE KEY-----\n";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Path write(Path file, String content) {
        try {
            return Files.writeString(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
