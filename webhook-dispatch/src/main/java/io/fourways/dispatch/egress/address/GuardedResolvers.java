package io.fourways.dispatch.egress.address;

import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.util.concurrent.EventExecutor;
import java.net.InetSocketAddress;

/**
 * Resolution that gives only addresses that may be connected to. The connection is made to what it gave, so there is no
 * second look-up that could say something else.
 */
public final class GuardedResolvers extends AddressResolverGroup<InetSocketAddress> {

    private final AddressResolverGroup<InetSocketAddress> resolvers;
    private final AddressGuard guard;

    /** @param resolvers that know the addresses, or look them up; closed along with this */
    public GuardedResolvers(AddressResolverGroup<InetSocketAddress> resolvers, AddressGuard guard) {
        this.resolvers = resolvers;
        this.guard = guard;
    }

    @Override
    protected AddressResolver<InetSocketAddress> newResolver(EventExecutor executor) {
        return new GuardedResolver(executor, resolvers.getResolver(executor), guard);
    }

    @Override
    public void close() {
        super.close();
        resolvers.close();
    }
}
