package io.fourways.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.channel.EventLoopGroup;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.blockhound.BlockingOperationError;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.http.HttpResources;

/** That BlockHound watches: in each of this module's tests, what blocks an event loop fails. */
class EventLoopTests {

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void letsNothingBlockWhateverTheTransport(boolean nativeTransport) {
        EventLoopGroup servers = HttpResources.get().onServer(nativeTransport);
        assertThatThrownBy(() -> servers.next().submit(EventLoopTests::block).get(10, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(BlockingOperationError.class);
    }

    @Test
    void letsNothingBlockOnReactorsOwnThreadsEither() {
        assertThatThrownBy(() -> Mono.fromCallable(EventLoopTests::block)
                        .subscribeOn(Schedulers.parallel())
                        .block())
                .hasCauseInstanceOf(BlockingOperationError.class);
    }

    @Test
    void isNotWhatTestsRunOn() throws InterruptedException {
        assertThat(block()).isFalse();
    }

    private static boolean block() throws InterruptedException {
        return new CountDownLatch(1).await(1, TimeUnit.MILLISECONDS);
    }
}
