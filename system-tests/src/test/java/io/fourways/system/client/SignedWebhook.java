package io.fourways.system.client;

import io.fourways.system.json.JsonTexts;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * A webhook as a provider's library has signed it.
 *
 * @param provider what signs so, and what its source is called here
 * @param library  who signed it, or has verified it
 * @param secret   what the source is to be configured with
 * @param url      where it is to go
 */
@SuppressWarnings("ArrayRecordComponent")
public record SignedWebhook(
        String provider, String library, String secret, URI url, Map<String, String> headers, byte[] body) {

    /** One of the lines that {@code sign-webhooks.js} prints. */
    public static SignedWebhook parse(String line) {
        JsonNode json = JsonTexts.tree(line);
        Map<String, String> headers = new LinkedHashMap<>();
        json.required("headers")
                .properties()
                .forEach(
                        header -> headers.put(header.getKey(), header.getValue().stringValue()));
        return new SignedWebhook(
                json.required("provider").stringValue(),
                json.path("signedBy").asString(json.path("verifiedBy").asString("")),
                json.required("settings").required("secrets").get(0).stringValue(),
                URI.create(json.required("url").stringValue()),
                headers,
                json.required("bodyBase64").binaryValue());
    }

    /** Sends it; the answer, whatever it is. */
    public HttpResponse<String> send() {
        HttpRequest.Builder request = Http.request(url, "").POST(BodyPublishers.ofByteArray(body));
        headers.forEach(request::header);
        return Http.send(request);
    }

    /** The same to another source, called as this one is. */
    public SignedWebhook to(String source) {
        String other = url.toString().replace("/webhooks/" + provider, "/webhooks/" + source);
        return new SignedWebhook(provider, library, secret, URI.create(other), headers, body);
    }

    /** Its secret with each of its characters changed in one bit. */
    public Stream<String> changedSecrets() {
        return changed(secret);
    }

    /** The same with one bit of one byte of the body changed, for each byte, and with a byte more and a byte less. */
    public Stream<SignedWebhook> withChangedBody() {
        Stream<byte[]> changed = IntStream.range(0, body.length).mapToObj(i -> {
            byte[] other = body.clone();
            other[i] ^= 1;
            return other;
        });
        return Stream.concat(
                        changed, Stream.of(Arrays.copyOf(body, body.length + 1), Arrays.copyOf(body, body.length - 1)))
                .map(other -> new SignedWebhook(provider, library, secret, url, headers, other));
    }

    /** The same with one bit of one character of a header changed, for each character. */
    public Stream<SignedWebhook> withChanged(String header) {
        String value = headers.get(header);
        if (value == null) {
            throw new IllegalArgumentException(provider + " has no " + header);
        }
        return changed(value).map(other -> {
            Map<String, String> others = new LinkedHashMap<>(headers);
            others.put(header, other);
            return new SignedWebhook(provider, library, secret, url, others, body);
        });
    }

    private static Stream<String> changed(String text) {
        return IntStream.range(0, text.length())
                .mapToObj(i -> text.substring(0, i) + (char) (text.charAt(i) ^ 1) + text.substring(i + 1));
    }

    /** Keeps reports short. */
    @Override
    public String toString() {
        return provider + " by " + library;
    }
}
