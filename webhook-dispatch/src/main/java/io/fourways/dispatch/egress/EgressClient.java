package io.fourways.dispatch.egress;

import io.fourways.dispatch.egress.address.GuardedResolvers;
import io.netty.channel.ChannelOption;
import io.netty.resolver.AddressResolverGroup;
import java.net.InetSocketAddress;
import java.util.Objects;
import reactor.netty.http.Http11SslContextSpec;
import reactor.netty.http.HttpResources;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.tcp.SslProvider;
import reactor.netty.transport.NameResolverProvider;

/** The client as the way out has it: no retry, no redirect, no proxy, certificates checked against the host's name. */
final class EgressClient {

    private static final int HEADER_BYTES = 32_768;

    private EgressClient() {}

    /** Trusts the certificate authorities that the JDK trusts. */
    static HttpClient of(ConnectionProvider connections, GuardedResolvers resolvers, EgressProperties properties) {
        return of(connections, resolvers, Http11SslContextSpec.forClient(), properties);
    }

    static HttpClient of(
            ConnectionProvider connections,
            GuardedResolvers resolvers,
            SslProvider.GenericSslContextSpec<?> trust,
            EgressProperties properties) {
        return HttpClient.create(connections)
                .resolver(resolvers)
                .disableRetry(true)
                .followRedirect(false)
                .noProxy()
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int)
                        properties.connect().toMillis())
                .secure(tls -> tls.sslContext(trust).handshakeTimeout(properties.connect()))
                .httpResponseDecoder(decoder -> decoder.maxHeaderSize(HEADER_BYTES));
    }

    /** The last to be used is the first to be used again, so that no more are kept than are needed. */
    static ConnectionProvider connections(EgressProperties properties) {
        return ConnectionProvider.builder("egress")
                .maxConnections(properties.connections())
                .pendingAcquireTimeout(properties.connect())
                .maxIdleTime(properties.keepAlive())
                .evictInBackground(properties.keepAlive())
                .disposeInactivePoolsInBackground(properties.keepAlive().multipliedBy(2), properties.whole())
                .lifo()
                .build();
    }

    /** Looks names up in both of DNS's families: that the first answer is harmless does not make the second so. */
    @SuppressWarnings("unchecked")
    static AddressResolverGroup<InetSocketAddress> names(EgressProperties properties) {
        NameResolverProvider names = Objects.requireNonNull(HttpClient.create()
                .resolver(spec ->
                        spec.queryTimeout(properties.connect().dividedBy(2)).completeOncePreferredResolved(false))
                .configuration()
                .getNameResolverProvider());
        return (AddressResolverGroup<InetSocketAddress>)
                (AddressResolverGroup<?>) names.newNameResolverGroup(HttpResources.get(), true);
    }
}
