package io.fourways.dispatch.egress;

import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.resolver.InetNameResolver;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Promise;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;

/** Names that resolve to what a test says, at each look-up to something else if it says so. */
final class Names extends AddressResolverGroup<InetSocketAddress> {

    private final Map<String, Queue<List<InetAddress>>> answers = new ConcurrentHashMap<>();

    /** The next look-ups, one after the other, each of addresses separated by commas; the last one goes on. */
    Names with(String name, String... lookups) {
        answers.put(
                name,
                new ArrayDeque<>(Arrays.stream(lookups).map(Names::addresses).toList()));
        return this;
    }

    private static List<InetAddress> addresses(String commaSeparated) {
        return Arrays.stream(commaSeparated.split(",")).map(Names::address).toList();
    }

    private static InetAddress address(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException impossible) {
            throw new IllegalArgumentException(impossible);
        }
    }

    private synchronized List<InetAddress> lookUp(String name) throws UnknownHostException {
        Queue<List<InetAddress>> next = answers.get(name);
        if (next == null) {
            throw new UnknownHostException(name);
        }
        return next.size() > 1 ? next.remove() : next.element();
    }

    @Override
    protected AddressResolver<InetSocketAddress> newResolver(EventExecutor executor) {
        return new Resolver(executor).asAddressResolver();
    }

    private final class Resolver extends InetNameResolver {

        Resolver(EventExecutor executor) {
            super(executor);
        }

        @Override
        protected void doResolve(String name, Promise<InetAddress> promise) {
            throw new UnsupportedOperationException("All of them are wanted");
        }

        @Override
        protected void doResolveAll(String name, Promise<List<InetAddress>> promise) {
            try {
                promise.setSuccess(lookUp(name));
            } catch (UnknownHostException unknown) {
                promise.setFailure(unknown);
            }
        }
    }
}
