package io.fourways.gateway.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.stream.Codec;
import com.rabbitmq.stream.Environment;
import com.rabbitmq.stream.Producer;
import com.rabbitmq.stream.codec.QpidProtonCodec;
import com.rabbitmq.stream.codec.SimpleCodec;
import io.fourways.contract.Logs;
import io.fourways.contract.Topology;
import io.fourways.gateway.log.LogRecord;
import io.fourways.gateway.log.LogSource.Follower;
import io.fourways.gateway.log.LogUnavailableException;
import io.fourways.system.broker.BrokerAddress;
import io.fourways.system.broker.RabbitNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StreamLogSourceIT {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final byte[] NO_AMQP = {1, 2, 3};
    private static final byte[] NO_BODY = {0, 0x53, 0x73, 0x45};

    private static RabbitNode node;

    private final CountDownLatch caughtUp = new CountDownLatch(1);
    private final List<LogRecord> passedBy = new CopyOnWriteArrayList<>();
    private final List<LogRecord> records = new CopyOnWriteArrayList<>();
    private BrokerAddress broker;
    private Environment environment;
    private StreamLogSource source;

    @BeforeAll
    static void startNode() {
        node = RabbitNode.started();
    }

    @AfterAll
    static void endNode() {
        node.close();
    }

    @BeforeEach
    void connect() {
        broker = node.newVirtualHost();
        environment = environment(new LogCodec());
        source = new StreamLogSource(Logs.DEFAULT, environment, () -> environment.streamCreator().stream(Topology.LOG)
                .create());
    }

    @AfterEach
    void close() {
        source.close();
        environment.close();
    }

    @Test
    void whatIsNoBinaryMessageHidesNothingElse() throws Exception {
        follow(records::add);
        writeAsOneChunk(data("before"), text("an AMQP 1.0 value"), data("between"), NO_AMQP, NO_BODY, data("behind"));

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(written(records))
                .containsExactly("before", "", "between", "", "", "behind"));
        assertThat(written(readAll())).containsExactly("before", "", "between", "", "", "behind");
    }

    @Test
    void whatCannotBeTakenComesAgainAndNothingIsMissing() throws Exception {
        follow(failingOnce("20", new OutOfMemoryError("of the test")));
        writeAsOneChunk(numbers(0, 30));
        writeAsOneChunk(numbers(30, 60));

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(written(records))
                .containsExactlyElementsOf(
                        IntStream.range(0, 60).mapToObj(Integer::toString).toList()));
    }

    @Test
    void aReadOfWhatCannotBeTakenFails() throws Exception {
        follow(records::add);
        writeAsOneChunk(data("before"), text("an AMQP 1.0 value"), data("behind"));
        await().atMost(PATIENCE).until(() -> written(records).size() == 3);

        try (Environment strict = environment(new QpidProtonCodec());
                StreamLogSource other = new StreamLogSource(Logs.DEFAULT, strict, () -> {})) {
            assertThatThrownBy(() -> other.read(0, end(), 100, 1 << 20))
                    .isInstanceOf(LogUnavailableException.class)
                    .hasCauseInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void passesByWhatStandsBeforeTheBacklog() throws Exception {
        environment.streamCreator().stream(Topology.LOG).create();
        writeAsOneChunk(numbers(0, 10));
        follow(2, records::add);

        assertThat(written(passedBy)).containsExactly("0", "1", "2", "3", "4", "5", "6", "7");
        assertThat(written(records)).containsExactly("8", "9");
    }

    @Test
    void saysWhenTheBrokerStoredWhatIsReadAsItComes() throws Exception {
        environment.streamCreator().stream(Topology.LOG).create();
        writeAsOneChunk(data("before"));
        follow(records::add);
        long began = System.currentTimeMillis();
        writeAsOneChunk(data("behind"));
        await().atMost(PATIENCE).until(() -> written(records).size() == 2);

        LogRecord before = records.get(0);
        LogRecord behind = records.get(records.size() - 1);
        assertThat(before.fresh()).isFalse();
        assertThat(before.written()).isLessThanOrEqualTo(began);
        assertThat(behind.fresh()).isTrue();
        assertThat(behind.written()).isBetween(began, System.currentTimeMillis());
    }

    /** The next chunk is asked for when the first is done with, as it is not known how large they are. */
    @Test
    void readsOnBehindAChunkOfWhichItWantsTheEnd() throws Exception {
        follow(records::add);
        for (String chunk : List.of("a", "b", "c")) {
            writeAsOneChunk(data(chunk + "1"), data(chunk + "2"), data(chunk + "3"));
        }
        await().atMost(PATIENCE).until(() -> written(records).size() == 9);

        long from = offsetOf("a3");
        assertThat(source.read(from, end(), 100, 100 << 20).records())
                .extracting(StreamLogSourceIT::text)
                .containsExactly("a3", "b1", "b2", "b3", "c1", "c2", "c3");
    }

    private long offsetOf(String name) {
        return records.stream()
                .filter(record -> text(record).equals(name))
                .findFirst()
                .orElseThrow()
                .offset();
    }

    private void follow(Consumer<LogRecord> taker) throws InterruptedException {
        follow(100, taker);
    }

    private void follow(long backlog, Consumer<LogRecord> taker) throws InterruptedException {
        source.follow(backlog, new Follower() {
            @Override
            public void passBy(LogRecord record) {
                passedBy.add(record);
            }

            @Override
            public void record(LogRecord record) {
                taker.accept(record);
            }

            @Override
            public void caughtUp() {
                caughtUp.countDown();
            }

            @Override
            public void replaced() {
                throw new AssertionError("nobody replaced it");
            }
        });
        assertThat(caughtUp.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }

    private Consumer<LogRecord> failingOnce(String body, Error failure) {
        CountDownLatch once = new CountDownLatch(1);
        return record -> {
            if (text(record).equals(body) && once.getCount() > 0) {
                once.countDown();
                throw failure;
            }
            records.add(record);
        };
    }

    private List<LogRecord> readAll() {
        return source.read(0, end(), 100, 1 << 20).records();
    }

    private long end() {
        return records.get(records.size() - 1).offset() + 1;
    }

    /** A batch of messages is an entry of a chunk. */
    private void writeAsOneChunk(byte[]... messages) throws InterruptedException {
        CountDownLatch unconfirmed = new CountDownLatch(messages.length);
        try (Environment raw = environment(new SimpleCodec());
                Producer producer = raw.producerBuilder().stream(Topology.LOG)
                        .subEntrySize(messages.length)
                        .batchSize(messages.length)
                        .build()) {
            for (byte[] message : messages) {
                producer.send(producer.messageBuilder().addData(message).build(), status -> unconfirmed.countDown());
            }
            assertThat(unconfirmed.await(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
        }
    }

    private Environment environment(Codec codec) {
        return Environment.builder()
                .host(broker.host())
                .port(broker.streamPort())
                .username(broker.username())
                .password(broker.password())
                .virtualHost(broker.virtualHost())
                .codec(codec)
                .build();
    }

    private static byte[][] numbers(int from, int end) {
        return IntStream.range(from, end)
                .mapToObj(number -> data(Integer.toString(number)))
                .toArray(byte[][]::new);
    }

    /** What was written, but for placemarks. */
    private static List<String> written(List<LogRecord> records) {
        return records.stream()
                .map(StreamLogSourceIT::text)
                .filter(body -> !body.startsWith("{\"placemark\""))
                .toList();
    }

    private static String text(LogRecord record) {
        return new String(record.body(), StandardCharsets.UTF_8);
    }

    private static byte[] data(String text) {
        return section(0x75, 0xa0, text);
    }

    private static byte[] text(String text) {
        return section(0x77, 0xa1, text);
    }

    /** A section of an AMQP 1.0 message: its descriptor, the constructor of what it holds, and that. */
    private static byte[] section(int descriptor, int constructor, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        byte[] section = new byte[5 + bytes.length];
        section[1] = 0x53;
        section[2] = (byte) descriptor;
        section[3] = (byte) constructor;
        section[4] = (byte) bytes.length;
        System.arraycopy(bytes, 0, section, 5, bytes.length);
        return section;
    }
}
