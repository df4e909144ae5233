package io.fourways.ingest.provider;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A kind of webhook sender. Stateless and pure: everything it needs is handed in, nothing is looked up, no time is read
 * but the webhook's own {@link IncomingWebhook#receivedAt()}. Safe for any thread; never blocks.
 */
public interface Provider {

    /** What sources call it in configuration, and what its events' types begin with: {@code [a-z0-9-]+}. */
    String name();

    /** The options that are secrets themselves: they are kept as the source's secrets are, and never shown. */
    default Set<String> secretOptions() {
        return Set.of();
    }

    /**
     * The headers, by lower-case name, in which a source's secret itself is sent: they are needed to verify a webhook,
     * and would let in whoever reads them.
     */
    default Set<String> credentialHeaders(ProviderSettings settings) {
        return Set.of();
    }

    /** The same webhook with its credentials in {@linkplain #credentialHeaders headers}, wherever else they may be. */
    default IncomingWebhook withCredentialsInHeaders(IncomingWebhook webhook) {
        return webhook;
    }

    /**
     * Whether the settings are such as webhooks can be verified with; asked when a source is configured. The default wants
     * secrets that are not blank and a tolerance that is not negative.
     *
     * @throws InvalidSettings when not, its message saying to the operator what is wrong, and no secret
     */
    default void check(ProviderSettings settings) {
        SettingsCheck.of(settings).hasSecrets().knowsOnly();
    }

    /** Whether {@link #verify} takes so long that it would keep others from their thread, as a key pair's signature does. */
    default boolean takesLongToVerify(IncomingWebhook webhook, ProviderSettings settings) {
        return false;
    }

    /**
     * Whether the raw bytes were signed with one of the source's secrets. Parses no body before that is known, unless
     * the signature is in the body. Compares in constant time.
     */
    Verification verify(IncomingWebhook webhook, ProviderSettings settings);

    /**
     * The events of a genuine webhook, in order: one, unless the provider sends several at once; none when it brings
     * nothing to publish. Of a body that is not what the provider sends, the one event is the whole body.
     */
    List<ProviderEvent> read(IncomingWebhook webhook, ProviderSettings settings);

    /** The answer to a request that asks whether this address wants webhooks: by GET or OPTIONS, unsigned. */
    default Optional<Answer> greet(IncomingWebhook request, ProviderSettings settings) {
        return Optional.empty();
    }

    /** The answer to a genuine POST that is a handshake and brings no event; it is not stored. */
    default Optional<Answer> handshake(IncomingWebhook webhook, ProviderSettings settings) {
        return Optional.empty();
    }

    /** What the provider wants to hear once its webhook is stored. */
    default Answer accepted() {
        return Answer.OK;
    }
}
