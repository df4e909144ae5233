package io.fourways.dispatch.egress;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.net.ServerSocketFactory;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A certificate for a test, made by the JDK's own tool. */
final class Certificates {

    private static final String PASSWORD = "changeit";

    private final KeyStore store;

    private Certificates(KeyStore store) {
        this.store = store;
    }

    /** One for a host's name, of an authority of its own. */
    static Certificates of(String host, String... options) throws Exception {
        Path folder = Files.createTempDirectory("fourways-certificates-");
        Path file = folder.resolve("store.p12");
        try {
            make(file, "-alias", "authority", "-dname", "CN=Test authority", "-ext", "bc:c");
            List<String> leaf = new ArrayList<>(List.of(
                    "-alias", "test", "-signer", "authority", "-dname", "CN=" + host, "-ext", "san=dns:" + host));
            leaf.addAll(Arrays.asList(options));
            make(file, leaf.toArray(String[]::new));
            try (InputStream bytes = Files.newInputStream(file)) {
                KeyStore store = KeyStore.getInstance("PKCS12");
                store.load(bytes, PASSWORD.toCharArray());
                return new Certificates(store);
            }
        } finally {
            Files.deleteIfExists(file);
            Files.delete(folder);
        }
    }

    private static void make(Path file, String... options) throws IOException, InterruptedException {
        String tool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        List<String> command = new ArrayList<>(List.of(tool, "-genkeypair", "-keyalg", "EC", "-storetype", "PKCS12"));
        // most of its work is compiling itself as if it had long to live
        command.addAll(List.of("-J-XX:TieredStopAtLevel=1", "-J-XX:+UseSerialGC"));
        command.addAll(List.of("-storepass", PASSWORD, "-keystore", file.toString()));
        command.addAll(Arrays.asList(options));
        int status = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        if (status != 0) {
            throw new IllegalStateException("keytool has failed");
        }
    }

    /** Sockets of a server that shows it. */
    ServerSocketFactory sockets() throws GeneralSecurityException, IOException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD.toCharArray());
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(keys.getKeyManagers(), null, null);
        return tls.getServerSocketFactory();
    }

    /** Trust in its authority. */
    TrustManagerFactory trust() throws GeneralSecurityException, IOException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("authority", store.getCertificate("authority"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        return trust;
    }
}
