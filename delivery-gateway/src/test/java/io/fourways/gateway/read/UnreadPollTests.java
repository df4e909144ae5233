package io.fourways.gateway.read;

import static io.fourways.gateway.read.PollClient.header;
import static io.fourways.gateway.read.PollClient.ids;
import static io.fourways.gateway.read.PollClient.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fourways.gateway.log.Events;
import io.netty.buffer.PooledByteBufAllocator;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

/** What polls cost whose clients do not read their answers: more than 4 MB each, were there room for all. */
class UnreadPollTests {

    private static final int ROOM = 8 << 20;
    private static final int POLLS = 30;

    /** Netty's pool grows by 4 MB for each of the event loops that comes to allocate something. */
    private static final int OF_THE_ALLOCATOR = 40 << 20;

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final List<Socket> stalled = new ArrayList<>();
    private GatewayServer gateway = serving(Duration.ofMinutes(2));

    private static GatewayServer serving(Duration answerTime) {
        return new GatewayServer(DataSize.ofBytes(ROOM), answerTime).following();
    }

    @AfterEach
    void stop() throws IOException {
        letGo();
        gateway.close();
    }

    @Test
    void holdNoMoreMemoryTogetherThanTheyMay() throws IOException {
        append(45, 100_000);
        assertThat(poll().statusCode()).isEqualTo(200);
        long before = directMemory();

        for (int i = 0; i < POLLS; i++) {
            stall();
        }

        assertThat(directMemory() - before).isLessThan(ROOM + OF_THE_ALLOCATOR);
    }

    @Test
    void leaveOthersSmallerAnswersOfWhichNothingIsLost() throws IOException {
        append(45, 100_000);
        stall();
        stall();
        String after = gateway.window.newest().toString();
        append(7, 60_000);

        List<String> ids = new ArrayList<>();
        boolean more = true;
        while (more) {
            HttpResponse<String> page = PollClient.get(gateway, "channel=a&limit=1000&after=" + after);
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(ids(page)).hasSizeBetween(1, 2);
            ids.addAll(ids(page));
            after = json(page).get("cursor").stringValue();
            more = json(page).get("more").booleanValue();
        }
        assertThat(ids).containsExactly("n45", "n46", "n47", "n48", "n49", "n50", "n51");
    }

    @Test
    void leaveNoRoomForAnEventThatIsLargeUntilTheyAreTaken() throws IOException {
        append(1, 5 << 20);
        stall();

        assertThat(unread()).isGreaterThan(5_000_000);
        HttpResponse<String> refused = poll();
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(header(refused, "Retry-After")).isEqualTo("1");
        assertThat(json(refused).get("type").stringValue()).endsWith("/too-many-unread-answers");

        letGo();
        await().atMost(PATIENCE).until(() -> poll().statusCode() == 200);
        for (int i = 0; i < 5; i++) {
            assertThat(ids(poll())).as("whoever reads leaves nothing behind").containsExactly("n0");
        }
    }

    @Test
    void areCutOffInTheEnd() throws IOException {
        gateway.close();
        gateway = serving(Duration.ofMillis(200));
        append(1, 5 << 20);
        stall();

        await().atMost(PATIENCE).until(() -> gateway.connections() == 0);
        assertThat(cut()).isEqualTo(1);
    }

    @Test
    void areHeldAndCutOffAlikeWhenTheyAreAnsweredBeneathWebFlux() throws IOException {
        gateway.close();
        gateway = serving(Duration.ofSeconds(3));
        append(1, 10);
        String first = gateway.window.newest().toString();
        append(1, 10);
        stall(first);
        String second = gateway.window.newest().toString();
        append(1, 5 << 20);
        stall(second);

        assertThat(gateway.prepared()).isEqualTo(1);
        assertThat(unread()).isGreaterThan(5_000_000);
        await().atMost(PATIENCE).until(() -> cut() == 1);
        await().atMost(PATIENCE).until(() -> unread() == 0);
    }

    private double unread() {
        return gateway.meters.get("fourways.gateway.unread").gauge().value();
    }

    private double cut() {
        return gateway.meters
                .get("fourways.gateway.unread.cut")
                .functionCounter()
                .count();
    }

    private void append(int count, int length) {
        int from = (int) gateway.log.end() - 1;
        for (int i = from; i < from + count; i++) {
            gateway.log.append(Events.of("n" + i, "a", "t", '"' + "x".repeat(length) + '"'));
        }
    }

    private HttpResponse<String> poll() {
        return PollClient.get(gateway, "channel=a&limit=1000&after=earliest");
    }

    /** Asks for everything, and reads the first byte of the answer. */
    private void stall() throws IOException {
        stall("earliest");
    }

    private void stall(String after) throws IOException {
        Socket socket = new Socket();
        stalled.add(socket);
        socket.setSoTimeout((int) PATIENCE.toMillis());
        socket.setReceiveBufferSize(4096);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), gateway.port()));
        socket.getOutputStream()
                .write(("GET /v1/events?channel=a&limit=1000&after=" + after + " HTTP/1.1\r\nHost: x\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        assertThat(socket.getInputStream().read()).isEqualTo('H');
    }

    private void letGo() throws IOException {
        for (Socket socket : stalled) {
            socket.close();
        }
        stalled.clear();
    }

    private static long directMemory() {
        return PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory();
    }
}
