package io.fourways.infra.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What an API server is asked by its administrator, request by request. Any answer is a value; only its absence is a failure. */
public final class Api {

    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient client;
    private final String uri;
    private final String token;

    private Api(HttpClient client, String uri, String token) {
        this.client = client;
        this.uri = uri;
        this.token = token;
    }

    static Api of(String uri, Path certificate, String token) {
        return new Api(HttpClient.newBuilder().sslContext(trusting(certificate)).build(), uri, token);
    }

    public Answer get(String path) {
        return send("GET", path, "application/json", BodyPublishers.noBody());
    }

    public Answer post(String path, JsonNode object) {
        return send("POST", path, "application/json", BodyPublishers.ofString(object.toString()));
    }

    /** Changes the fields that are said, and no others. */
    public Answer patch(String path, JsonNode fields) {
        return send("PATCH", path, "application/merge-patch+json", BodyPublishers.ofString(fields.toString()));
    }

    private Answer send(String method, String path, String type, BodyPublisher body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(uri + path))
                .timeout(Duration.ofMinutes(1))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", type)
                .method(method, body)
                .build();
        try {
            HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
            return new Answer(
                    response.statusCode(), response.body(), response.headers().allValues("Warning"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Trusts whoever has signed that certificate, whose signer's stands behind it in the file. */
    private static SSLContext trusting(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            for (Certificate each : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                trusted.setCertificateEntry("certificate-" + trusted.size(), each);
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * An answer of the API server.
     *
     * @param warnings what it has to say besides, as it came in the headers
     */
    public record Answer(int status, String text, List<String> warnings) {

        public JsonNode body() {
            return JSON.readTree(text);
        }

        /** Its body, or a failure that says what it was refused for. */
        public JsonNode taken() {
            if (status / 100 != 2) {
                throw new AssertionError(status + ": " + text);
            }
            return body();
        }
    }
}
