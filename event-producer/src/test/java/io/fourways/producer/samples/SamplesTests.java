package io.fourways.producer.samples;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.contract.Event;
import io.fourways.contract.EventData;
import io.fourways.service.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import reactor.core.publisher.Mono;

class SamplesTests {

    private static List<Event> first(int count, Sample sample) {
        return Stream.generate(sample::next).limit(count).toList();
    }

    @Test
    void ordersGoThroughTheirStepsInOrder() {
        List<String> ofOneOrder = first(100, new Orders(new Random(1))).stream()
                .filter(event -> text(event).contains("\"order\":4711,"))
                .map(Event::type)
                .toList();
        assertThat(ofOneOrder).containsExactly("order.placed", "order.paid", "order.shipped", "order.delivered");
    }

    @Test
    void samplesStayOnTheirChannels() {
        assertThat(first(20, new Ticker(new Random(1))))
                .allMatch(event -> event.channel().name().startsWith("samples.ticker."));
        assertThat(first(20, new Chat(new Random(1))))
                .allMatch(event -> event.channel().name().startsWith("samples.chat."));
        assertThat(first(20, new StatusBadge()))
                .allMatch(event -> event.channel().name().equals("samples.status"));
    }

    @Test
    void goesOnAfterTheBrokerWasAway() {
        List<Event> published = new CopyOnWriteArrayList<>();
        AtomicInteger attempts = new AtomicInteger();
        SampleRunner runner = new SampleRunner(
                Map.of(new StatusBadge(), Duration.ofMillis(1)),
                event -> attempts.incrementAndGet() < 5
                        ? Mono.error(ProblemException.invalid("x", "away"))
                        : Mono.fromRunnable(() -> published.add(event)));
        runner.start();
        Awaitility.await().until(() -> published.size() >= 3);
        runner.stop();
        assertThat(runner.isRunning()).isFalse();
    }

    @Test
    void hasDefaultPaces() {
        Binder binder = new Binder(new MapConfigurationPropertySource(Map.of()));
        assertThat(binder.bindOrCreate("fourways.samples", SamplesProperties.class))
                .isEqualTo(new SamplesProperties(
                        Duration.ofMillis(50), Duration.ofSeconds(2), Duration.ofSeconds(1), Duration.ofSeconds(30)));
    }

    private static String text(Event event) {
        return new String(((EventData.Json) event.data()).utf8(), StandardCharsets.UTF_8);
    }
}
