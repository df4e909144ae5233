package io.fourways.dispatch.delivery;

import static java.util.Objects.requireNonNull;

import io.fourways.dispatch.delivery.claim.Claimed;
import io.fourways.dispatch.egress.Egress;
import io.fourways.dispatch.egress.Outgoing;
import io.fourways.dispatch.egress.Reply;
import io.fourways.dispatch.isolation.EndpointSettings;
import io.fourways.dispatch.secret.Secrets;
import io.fourways.dispatch.signing.Signing;
import io.fourways.dispatch.signing.SigningKey;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Sends as Standard Webhooks says, with the endpoint's own headers where they do not stand in the way. Signing is done on the
 * subscriber's thread if that is quick, else where it keeps no other delivery waiting.
 */
final class SignedSending implements Sending {

    /** Ours, or the connection's, whatever an endpoint's own headers say. */
    private static final Set<String> RESERVED = Set.of(
            "host",
            "content-length",
            "content-type",
            "transfer-encoding",
            "connection",
            "upgrade",
            "te",
            "trailer",
            "expect",
            "user-agent",
            "traceparent",
            "webhook-id",
            "webhook-timestamp",
            "webhook-signature");

    private static final String USER_AGENT = "Fourways-Webhooks/" + version();

    private final Egress egress;
    private final Secrets secrets;
    private final OwnHeaders ownHeaders;
    private final Clock clock;

    SignedSending(Egress egress, Secrets secrets, OwnHeaders ownHeaders, Clock clock) {
        this.egress = egress;
        this.secrets = secrets;
        this.ownHeaders = ownHeaders;
        this.clock = clock;
    }

    private static String version() {
        String version = SignedSending.class.getPackage().getImplementationVersion();
        return version == null ? "dev" : version;
    }

    @Override
    public Mono<Void> prepare(Collection<String> endpointIds) {
        return secrets.keys(endpointIds).then();
    }

    @Override
    public long longestAnswer() {
        return egress.longestAnswer();
    }

    @Override
    public Mono<Reply> send(Claimed delivery, EndpointSettings endpoint) {
        String id = delivery.endpointId();
        return secrets.keys(List.of(id)).flatMap(keys -> send(delivery, endpoint, keys.get(id)));
    }

    /** Nothing is sent unsigned, nor without headers that the endpoint may know us by. */
    private Mono<Reply> send(Claimed delivery, EndpointSettings endpoint, @Nullable List<SigningKey> keys) {
        Map<String, String> own = ownHeaders.of(delivery.endpointId(), endpoint);
        if (keys == null || own == null) {
            return Mono.error(new SealedElsewhere());
        }
        Mono<Reply> signed = Mono.defer(() -> sign(delivery, endpoint, own, keys));
        return Signing.isSlow(requireNonNull(delivery.payload()), keys)
                ? signed.subscribeOn(Schedulers.parallel())
                : signed;
    }

    private Mono<Reply> sign(
            Claimed delivery, EndpointSettings endpoint, Map<String, String> own, List<SigningKey> keys) {
        try {
            URI url = new URI(endpoint.url());
            return egress.post(new Outgoing(url, headers(delivery, own, keys), requireNonNull(delivery.payload())));
        } catch (URISyntaxException malformed) {
            return Mono.just(new Reply.Unreachable(Reply.Cause.BLOCKED, "The URL is not one", Duration.ZERO));
        }
    }

    private Map<String, String> headers(Claimed delivery, Map<String, String> own, List<SigningKey> keys) {
        Map<String, String> headers = new LinkedHashMap<>();
        own.forEach((name, value) -> {
            if (!RESERVED.contains(name.toLowerCase(Locale.ROOT))) {
                headers.put(name, value);
            }
        });
        headers.put("user-agent", USER_AGENT);
        headers.put("content-type", delivery.contentType());
        if (delivery.traceparent() != null) {
            headers.put("traceparent", delivery.traceparent());
        }
        byte[] body = requireNonNull(delivery.payload());
        headers.putAll(Signing.headers(delivery.messageId(), clock.instant(), body, keys));
        return headers;
    }
}
