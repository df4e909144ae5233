package io.fourways.gateway.sse;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.gateway.log.Burst;
import io.fourways.gateway.log.EntryDecoder;
import io.fourways.gateway.log.Events;
import io.fourways.gateway.log.Identities;
import io.fourways.gateway.log.InMemoryLog;
import io.fourways.gateway.log.LogEntry;
import io.fourways.gateway.log.LogTail;
import io.fourways.gateway.log.Window;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SseSinkTests {

    private final Window window = new Window(10, Long.MAX_VALUE);
    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final Burst burst = new Burst();

    @BeforeEach
    void gather() {
        InMemoryLog log = new InMemoryLog();
        log.follow(
                10,
                new LogTail(
                        window,
                        new EntryDecoder(new UnpooledByteBufAllocator(false, true), new Identities(10)),
                        new SimpleMeterRegistry()));
        log.append(Events.on("a"));
        log.append(Events.on("a"));
        assertThat(burst.gather(window, 0, 2)).isTrue();
    }

    @AfterEach
    void letGo() {
        burst.release();
        window.clear();
        channel.finishAndReleaseAll();
    }

    @Test
    void writesABurstAsItWritesItsEvents() {
        SseSink sink = new SseSink(channel, true, () -> {});
        assertThat(sink.takesBursts()).isTrue();
        int size = 0;
        for (LogEntry entry : burst.entries()) {
            size += sink.write(entry);
        }
        sink.flush();
        String oneByOne = written();

        assertThat(sink.write(burst)).isEqualTo(size);
        sink.flush();

        assertThat(written()).isEqualTo(oneByOne).hasSize(size);
    }

    @Test
    void takesNoBurstsForAClientThatKnowsNoChunks() {
        assertThat(new SseSink(channel, false, () -> {}).takesBursts()).isFalse();
    }

    private String written() {
        StringBuilder all = new StringBuilder();
        for (ByteBuf bytes = channel.readOutbound(); bytes != null; bytes = channel.readOutbound()) {
            all.append(bytes.toString(StandardCharsets.UTF_8));
            bytes.release();
        }
        return all.toString();
    }
}
