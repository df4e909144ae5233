package io.fourways.bench.dispatch;

import io.fourways.system.service.ServiceProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/**
 * Who wants webhooks: each an app of its own, with a channel and one endpoint.
 *
 * @param dispatch where they are managed
 */
record Customers(ServiceProcess dispatch) {

    static final int COUNT = 64;

    private static final String APP = """
            {"name":"%1$s","uid":"%1$s","metadata":{"fourways.channels":"%2$s"}}""";
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** The channel of one of them. */
    static String channel(int number) {
        return "customer" + number + ".orders";
    }

    /** Has all of them be there. */
    void subscribe(Receiver receiver) throws InterruptedException {
        for (int i = 0; i < COUNT; i++) {
            String uid = "customer" + i;
            post("/api/v1/app", APP.formatted(uid, channel(i)));
            post("/api/v1/app/" + uid + "/endpoint", "{\"url\":\"" + receiver.url(i) + "\"}");
        }
    }

    private void post(String path, String body) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(dispatch.uri() + path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
        try {
            HttpResponse<String> answer = HTTP.send(request, BodyHandlers.ofString());
            if (answer.statusCode() != 201) {
                throw new IllegalStateException(path + " answers " + answer.statusCode() + ": " + answer.body());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
