package io.fourways.dispatch.egress.address;

import io.netty.resolver.AbstractAddressResolver;
import io.netty.resolver.AddressResolver;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.FutureListener;
import io.netty.util.concurrent.Promise;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Resolves on one event loop, and fails with {@link AddressRefused} when a single address must not be connected to. */
final class GuardedResolver extends AbstractAddressResolver<InetSocketAddress> {

    private final AddressResolver<InetSocketAddress> resolver;
    private final AddressGuard guard;

    GuardedResolver(EventExecutor executor, AddressResolver<InetSocketAddress> resolver, AddressGuard guard) {
        super(executor, InetSocketAddress.class);
        this.resolver = resolver;
        this.guard = guard;
    }

    /** Never: an address that needs no look-up needs the check as well. */
    @Override
    protected boolean doIsResolved(InetSocketAddress address) {
        return false;
    }

    @Override
    protected void doResolve(InetSocketAddress unresolved, Promise<InetSocketAddress> promise) {
        doResolveAll(unresolved, checked(promise, addresses -> addresses.get(0)));
    }

    @Override
    protected void doResolveAll(InetSocketAddress unresolved, Promise<List<InetSocketAddress>> promise) {
        resolver.resolveAll(unresolved)
                .addListener((FutureListener<List<InetSocketAddress>>) resolution -> settle(resolution, promise));
    }

    private void settle(Future<List<InetSocketAddress>> resolution, Promise<List<InetSocketAddress>> promise) {
        if (!resolution.isSuccess()) {
            promise.tryFailure(resolution.cause());
            return;
        }
        Optional<String> refusal = resolution.getNow().stream()
                .flatMap(address -> guard.refusal(address.getAddress()).stream())
                .findFirst();
        if (refusal.isPresent()) {
            promise.tryFailure(new AddressRefused(refusal.get()));
        } else {
            promise.trySuccess(resolution.getNow());
        }
    }

    private Promise<List<InetSocketAddress>> checked(
            Promise<InetSocketAddress> promise, Function<List<InetSocketAddress>, InetSocketAddress> choice) {
        Promise<List<InetSocketAddress>> all = executor().newPromise();
        all.addListener((FutureListener<List<InetSocketAddress>>) resolution -> {
            if (resolution.isSuccess()) {
                promise.trySuccess(choice.apply(resolution.getNow()));
            } else {
                promise.tryFailure(resolution.cause());
            }
        });
        return all;
    }
}
