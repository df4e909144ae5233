package io.fourways.dispatch.egress;

import io.fourways.dispatch.egress.address.AddressGuard;
import io.fourways.dispatch.egress.address.Cidr;
import io.fourways.dispatch.egress.address.EndpointUrls;
import io.fourways.dispatch.egress.address.GuardedResolvers;
import io.fourways.dispatch.egress.address.PortRange;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;
import reactor.core.publisher.Mono;
import reactor.netty.http.Http11SslContextSpec;
import reactor.netty.resources.ConnectionProvider;

/** The way out with limits that a test can wait for, to where a test allows. */
final class RunningEgress implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ConnectionProvider connections;
    private final GuardedResolvers resolvers;
    private final Egress egress;

    private RunningEgress(List<String> allow, Names names, @Nullable TrustManagerFactory trust, Duration part) {
        EgressProperties limits = new EgressProperties(
                true,
                List.of(),
                List.of(),
                List.of(),
                part,
                part,
                part.multipliedBy(3),
                DataSize.ofKilobytes(64),
                Duration.ofSeconds(4),
                100);
        AddressGuard guard = new AddressGuard(
                allow.stream().map(cidr -> Cidr.parse(cidr).orElseThrow()).toList(), List.of());
        EndpointUrls urls = new EndpointUrls(true, List.of(new PortRange(1, 65_535)), guard);
        this.connections = EgressClient.connections(limits);
        this.resolvers = new GuardedResolvers(names, guard);
        Http11SslContextSpec tls = Http11SslContextSpec.forClient();
        Http11SslContextSpec trusting = trust == null ? tls : tls.configure(builder -> builder.trustManager(trust));
        this.egress = new HttpEgress(
                EgressClient.of(connections, resolvers, trusting, limits), urls, limits, Clock.systemUTC());
    }

    /** Goes to this machine as well, with no hurry. */
    static RunningEgress toLoopback() {
        return to(List.of("127.0.0.0/8"), new Names());
    }

    /** Goes there with deadlines that are soon missed. */
    static RunningEgress inHurry() {
        return new RunningEgress(List.of("127.0.0.0/8"), new Names(), null, Duration.ofMillis(500));
    }

    static RunningEgress to(List<String> allow, Names names) {
        return new RunningEgress(allow, names, null, PATIENCE);
    }

    static RunningEgress trusting(TrustManagerFactory trust, Names names) {
        return new RunningEgress(List.of("127.0.0.0/8"), names, trust, PATIENCE);
    }

    Mono<Reply> posting(URI url, Map<String, String> headers, String body) {
        return egress.post(new Outgoing(url, headers, body.getBytes(StandardCharsets.UTF_8)));
    }

    Reply post(URI url) {
        return Objects.requireNonNull(
                posting(url, Map.of("content-type", "application/json"), "{}").block(PATIENCE));
    }

    @Override
    public void close() {
        connections.dispose();
        resolvers.close();
    }
}
