package io.fourways.ingest.provider;

import io.fourways.ingest.signature.Ed25519;
import io.fourways.ingest.signature.Encoding;
import io.fourways.ingest.signature.Hmac;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The signatures of Standard Webhooks: {@code v1} by a shared secret, {@code v1a} by a key pair.
 *
 * @see <a href="https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md">Standard
 *     Webhooks</a>
 */
final class StandardWebhooksScheme {

    static final String SECRET_PREFIX = "whsec_";
    static final String PUBLIC_KEY_PREFIX = "whpk_";

    private static final TimestampRule TIMESTAMP = TimestampRule.seconds(Duration.ofMinutes(5));
    private static final HmacRule HMAC = new HmacRule(Hmac.SHA256, Encoding.BASE64, "v1,");
    private static final String ED25519 = "v1a,";
    private static final int MAX_SIGNATURES = 16;

    /** A key pair's signature takes a hundred times as long to verify as a hash: as many as a rotation needs, and spare. */
    private static final int MAX_KEY_PAIR_SIGNATURES = 4;

    private static final Function<String, Optional<byte[]>> SHARED_SECRET = StandardWebhooksScheme::secret;
    private static final Function<String, Optional<PublicKey>> PUBLIC_KEY = StandardWebhooksScheme::publicKey;
    private static final byte[] DOT = {'.'};

    private final String headerPrefix;

    /** The scheme under headers that begin like this: {@code webhook-} or {@code svix-}. */
    StandardWebhooksScheme(String headerPrefix) {
        this.headerPrefix = headerPrefix;
    }

    Optional<String> id(IncomingWebhook webhook) {
        return webhook.header(headerPrefix + "id");
    }

    boolean isUsedBy(IncomingWebhook webhook) {
        return webhook.headers().containsKey(headerPrefix + "signature");
    }

    /** Whether there is a key pair's signature to be verified. */
    boolean isKeyPairNeeded(IncomingWebhook webhook, ProviderSettings settings) {
        return webhook.header(headerPrefix + "signature")
                        .filter(signatures -> signatures.contains(ED25519))
                        .isPresent()
                && !settings.keys(PUBLIC_KEY).isEmpty();
    }

    /** Whether a secret is a shared one in base64, with its prefix or without, or a public key with its prefix. */
    static boolean isUsable(String secret) {
        return secret(secret).isPresent() || publicKey(secret).isPresent();
    }

    Verification verify(IncomingWebhook webhook, ProviderSettings settings) {
        Optional<String> id = id(webhook);
        Optional<String> header = webhook.header(headerPrefix + "signature");
        if (header.isEmpty()) {
            return Verdicts.SIGNATURE_MISSING;
        }
        if (id.isEmpty()) {
            return Verdicts.ID_MISSING;
        }
        if (!EventIds.isStorable(id.get()) || id.get().contains(".")) {
            return Verdicts.ID_MALFORMED; // a full stop would let what is signed be cut up in another way
        }
        List<String> signatures =
                Arrays.stream(header.get().split(" ")).limit(MAX_SIGNATURES).toList();
        return TIMESTAMP.verify(webhook, settings, webhook.header(headerPrefix + "timestamp"), timestamp -> {
            byte[] head = (id.get() + "." + timestamp.text()).getBytes(StandardCharsets.UTF_8);
            return Verdicts.genuineIf(isSharedSecretSignature(signatures, settings, head, webhook.body())
                    || isKeyPairSignature(signatures, settings, head, webhook.body()));
        });
    }

    private static boolean isSharedSecretSignature(
            List<String> signatures, ProviderSettings settings, byte[] head, byte[] body) {
        List<byte[]> keys = settings.keys(SHARED_SECRET);
        return HMAC.verify(signatures, keys, head, DOT, body).isGenuine();
    }

    private static boolean isKeyPairSignature(
            List<String> signatures, ProviderSettings settings, byte[] head, byte[] body) {
        List<PublicKey> keys = settings.keys(PUBLIC_KEY);
        return signatures.stream()
                .filter(signature -> signature.startsWith(ED25519))
                .distinct()
                .map(signature -> Encoding.BASE64.decode(signature.substring(ED25519.length())))
                .flatMap(Optional::stream)
                .limit(MAX_KEY_PAIR_SIGNATURES)
                .anyMatch(signature -> keys.stream().anyMatch(key -> Ed25519.verify(key, signature, head, DOT, body)));
    }

    private static Optional<byte[]> secret(String secret) {
        return Keys.base64(secret.startsWith(SECRET_PREFIX) ? secret.substring(SECRET_PREFIX.length()) : secret);
    }

    private static Optional<PublicKey> publicKey(String secret) {
        return secret.startsWith(PUBLIC_KEY_PREFIX)
                ? Keys.base64(secret.substring(PUBLIC_KEY_PREFIX.length())).flatMap(Ed25519::key)
                : Optional.empty();
    }
}
