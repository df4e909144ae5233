package io.fourways.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PaymentSenderTests {

    private static final Instant TIME = Instant.parse("2026-03-01T12:00:00Z");

    private final CompletableFuture<String> received = new CompletableFuture<>();
    private HttpServer server;
    private Payment payment;

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/webhooks/payments", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(401, -1);
            exchange.close();
            received.complete(exchange.getRequestHeaders().getFirst("Stripe-Signature") + " " + body);
        });
        server.start();
        payment =
                Payment.at(URI.create("http://127.0.0.1:" + server.getAddress().getPort()), TIME);
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void sendsByCurlWhatItSays() throws Exception {
        PaymentSender sender = PaymentSender.on(System.getenv("PATH"));
        assertThat(sender.command(payment)).startsWith("curl -s ").contains("'Stripe-Signature: t=1772366400,v1=");
        assertThat(sender.send(payment)).isEqualTo(401);
        assertThat(received.join()).isEqualTo(payment.signature() + " " + payment.body());
    }

    @Test
    void saysThatThereIsNoCurlAndSendsAllTheSame() throws Exception {
        PaymentSender sender = new PaymentSender(Optional.empty());
        assertThat(sender.command(payment)).contains("no curl").contains(payment.signature());
        assertThat(sender.send(payment)).isEqualTo(401);
        assertThat(received.join()).isEqualTo(payment.signature() + " " + payment.body());
    }
}
