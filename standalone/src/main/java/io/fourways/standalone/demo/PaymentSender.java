package io.fourways.standalone.demo;

import java.io.File;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Brings a payment as a provider would: by {@code curl}, a process of its own, where there is one. */
final class PaymentSender {

    private static final List<String> NAMES = List.of("curl", "curl.exe");
    private static final String CONTENT_TYPE = "application/json";
    private static final int PATIENCE_SECONDS = 30;

    private final Optional<Path> curl;

    /** @param curl where the program is; empty when there is none */
    PaymentSender(Optional<Path> curl) {
        this.curl = curl;
    }

    /** One with the {@code curl} on this path of folders, if there is one. */
    static PaymentSender on(String path) {
        return new PaymentSender(Arrays.stream(path.split(File.pathSeparator))
                .filter(folder -> !folder.isEmpty())
                .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst());
    }

    /** What it does to send one, as one would type it. */
    String command(Payment payment) {
        return curl.isPresent()
                ? arguments("curl", payment).map(PaymentSender::quoted).collect(Collectors.joining(" "))
                : "(there is no curl on the PATH: the JDK's client sends)  POST " + payment.url()
                        + "  Stripe-Signature: " + payment.signature();
    }

    /** Sends it; the answer's status. */
    int send(Payment payment) throws IOException, InterruptedException {
        return curl.isPresent() ? sendBy(curl.get(), payment) : sendByClient(payment);
    }

    private static Stream<String> arguments(String program, Payment payment) {
        return Stream.of(
                program,
                "-s",
                "-o",
                File.separatorChar == '/' ? "/dev/null" : "NUL",
                "-w",
                "%{http_code}",
                payment.url().toString(),
                "-H",
                "Content-Type: " + CONTENT_TYPE,
                "-H",
                "Stripe-Signature: " + payment.signature(),
                "-d",
                payment.body());
    }

    private static String quoted(String argument) {
        return argument.matches("[\\w./:-]+") ? argument : "'" + argument + "'";
    }

    private static int sendBy(Path curl, Payment payment) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(arguments(curl.toString(), payment).toList())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        process.getOutputStream().close();
        String status = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || !status.matches("\\d{3}")) {
            process.destroyForcibly();
            throw new IOException("curl has ended without an answer");
        }
        return Integer.parseInt(status);
    }

    private static int sendByClient(Payment payment) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(payment.url())
                .header("Content-Type", CONTENT_TYPE)
                .header("Stripe-Signature", payment.signature())
                .POST(BodyPublishers.ofString(payment.body()))
                .build();
        return HttpClient.newHttpClient()
                .send(request, BodyHandlers.discarding())
                .statusCode();
    }
}
