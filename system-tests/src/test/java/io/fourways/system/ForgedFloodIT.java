package io.fourways.system;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.system.broker.Brokers;
import io.fourways.system.client.ForgedFlood;
import io.fourways.system.client.Latencies;
import io.fourways.system.client.Latencies.Distribution;
import io.fourways.system.client.StandardSender;
import io.fourways.system.client.Tokens;
import io.fourways.system.database.PostgresNode;
import io.fourways.system.service.ServiceJar;
import io.fourways.system.service.ServiceProcess;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.parallel.Isolated;

/** Rounds with and without forged requests take turns, so that what else the machine does falls on both. */
@Isolated("compares what genuine webhooks wait with and without forged ones")
class ForgedFloodIT {

    private static final int ROUNDS = 4;

    /** In each round; in the campaign 150. */
    private static final int GENUINE = Integer.getInteger("fourways.campaign.genuine", 60);

    private static final long GENUINE_PERIOD = Duration.ofMillis(20).toNanos();
    private static final int FORGED_PER_SECOND = 1000;
    private static final int FORGED_PER_GENUINE = 20;

    private static final long MILLISECOND = 1_000_000;
    private static final long MEGABYTE = 1 << 20;

    private static PostgresNode database;
    private static ServiceProcess ingest;
    private static StandardSender sender;

    private final AtomicInteger number = new AtomicInteger();
    private TestReporter reporter;

    @BeforeEach
    void report(TestReporter to) {
        reporter = to;
    }

    /** With the compilers that it has when it is shipped: what is compared is how fast it is. */
    @BeforeAll
    static void start() {
        database = PostgresNode.started();
        Map<String, String> environment =
                new HashMap<>(Brokers.shared().address().environment());
        environment.put("FOURWAYS_SECURITY_JWT_SECRET", Tokens.SECRET);
        environment.put("FOURWAYS_INGEST_ADDRESS", "127.0.0.1");
        environment.put("FOURWAYS_INGEST_DATABASE_URL", database.url());
        environment.put("FOURWAYS_INGEST_SOURCES_FLOODED_PROVIDER", "standard");
        environment.put("FOURWAYS_INGEST_SOURCES_FLOODED_SECRETS_0", StandardSender.SECRET);
        environment.put("FOURWAYS_INGEST_SOURCES_KEYS_PROVIDER", "discord");
        environment.put("FOURWAYS_INGEST_SOURCES_KEYS_SECRETS_0", publicKey(keyPair()));
        ingest = ServiceProcess.launchAsShipped(ServiceJar.INGEST, environment).awaitReady();
        sender = new StandardSender(List.of(ingest.uri()), "flooded");
    }

    @AfterAll
    static void end() {
        ingest.close();
        database.close();
    }

    @Test
    void genuineWebhooksDoNotNoticeThousandForgedOnesASecond() {
        long now = Instant.now().getEpochSecond();
        String signature = StandardSender.signature("another", now, "{}").value();

        notNoticed("/webhooks/flooded", GENUINE * FORGED_PER_GENUINE * 9 / 10, """
                webhook-id: forged-%d
                webhook-timestamp: {now}
                webhook-signature: {signature}
                """.replace("{now}", Long.toString(now))
                .replace("{signature}", signature));
    }

    /**
     * Which cost much more to refuse: a signature by another's key is as dear as a genuine one. So few are looked at at once
     * that the others wait, and with them who sends them.
     */
    @Test
    void norThousandOfAKeyPairThatIsNotTheSources() throws GeneralSecurityException {
        String now = Long.toString(Instant.now().getEpochSecond());
        Signature signer = Signature.getInstance("Ed25519");
        signer.initSign(keyPair().getPrivate());
        signer.update((now + "{}").getBytes(US_ASCII));
        String signature = HexFormat.of().formatHex(signer.sign());

        notNoticed("/webhooks/keys", GENUINE, """
                X-Signature-Timestamp: {now}
                X-Signature-Ed25519: {signature}
                """.replace("{now}", now).replace("{signature}", signature));
    }

    private void notNoticed(String source, int leastForged, String forgedHeaders) {
        URI forgedAt = ingest.uri().resolve(source);
        String headers = forgedHeaders.replace("\n", "\r\n");
        round(); // warms up
        floodedRound(forgedAt, headers, leastForged);
        long memory = ingest.figures().residentBytes();
        List<Distribution> quiet = new ArrayList<>();
        List<Distribution> flooded = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            quiet.add(round());
            flooded.add(floodedRound(forgedAt, headers, leastForged));
        }

        String figures = "flooded " + flooded + ", quiet " + quiet;
        hardlyDiffer(flooded, quiet, Distribution::p50, figures);
        hardlyDiffer(flooded, quiet, Distribution::p90, figures);
        assertThat(ingest.figures().residentBytes()).as("memory").isLessThan(memory + 64 * MEGABYTE);
        reporter.publishEntry("genuine ones' answers", figures);
    }

    /** At most twice, and what a machine that does other things besides may add. */
    private static void hardlyDiffer(
            List<Distribution> flooded,
            List<Distribution> quiet,
            ToLongFunction<Distribution> percentile,
            String figures) {
        assertThat(best(flooded, percentile)).as(figures).isLessThan(2 * best(quiet, percentile) + 10 * MILLISECOND);
    }

    /** Noise only ever adds: the best of several rounds is the one least disturbed. */
    private static long best(List<Distribution> rounds, ToLongFunction<Distribution> percentile) {
        return rounds.stream().mapToLong(percentile).min().orElseThrow();
    }

    private Distribution round() {
        Latencies latencies = new Latencies();
        long start = System.nanoTime();
        for (int i = 0; i < GENUINE; i++) {
            LockSupport.parkNanos(start + i * GENUINE_PERIOD - System.nanoTime());
            long began = System.nanoTime();
            assertThat(sender.send("genuine-" + number.incrementAndGet(), "{}").statusCode())
                    .isEqualTo(200);
            latencies.add(System.nanoTime() - began);
        }
        return latencies.takeDistribution();
    }

    private Distribution floodedRound(URI source, String headers, int leastForged) {
        try (ForgedFlood flood = ForgedFlood.begin(source, headers, FORGED_PER_SECOND)) {
            Distribution distribution = round();
            assertThat(flood.answered()).as("forged ones beside the genuine").isGreaterThan(leastForged);
            return distribution;
        }
    }

    private static KeyPair keyPair() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The 32 bytes that end its encoded form (RFC 8410), in hex. */
    private static String publicKey(KeyPair pair) {
        byte[] encoded = pair.getPublic().getEncoded();
        return HexFormat.of().formatHex(Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length));
    }
}
