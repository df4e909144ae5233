package io.fourways.service.publishing;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.contract.Logs;
import io.fourways.contract.Topology;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.amqp.core.Binding;
import org.springframework.amqp.core.Declarable;
import org.springframework.amqp.core.Exchange;
import org.springframework.amqp.core.Queue;
import org.springframework.amqp.core.TopicExchange;
import org.springframework.util.unit.DataSize;

class LogDeclarationsTests {

    private final LogDeclarations declarations = new LogDeclarations(
            new TopicExchange(Topology.EXCHANGE),
            new LogProperties(DataSize.ofGigabytes(1), Duration.ofDays(1), DataSize.ofMegabytes(10)));

    @Test
    void bindOneLogToEverything() {
        assertThat(bindings(declarations.of(Logs.ONE))).containsExactly("fourways.events -#-> fourways.log");
    }

    @Test
    void bindEachLogToItsChannelsAndTheDefaultOneToTheRest() {
        List<Declarable> all = declarations.of(new Logs(Map.of("shop", List.of("orders", "payments"))));
        assertThat(bindings(all))
                .containsExactlyInAnyOrder(
                        "fourways.events -#-> fourways.logs",
                        "fourways.logs -orders.#-> fourways.log.shop",
                        "fourways.logs -payments.#-> fourways.log.shop",
                        "fourways.logs.others --> fourways.log");
        assertThat(all).filteredOn(Exchange.class::isInstance).anySatisfy(exchange -> assertThat(
                        ((Exchange) exchange).getArguments())
                .containsEntry("alternate-exchange", "fourways.logs.others"));
    }

    @Test
    void giveEachLogTheSameBounds() {
        assertThat(declarations.of(new Logs(Map.of("shop", List.of("orders")))))
                .filteredOn(Queue.class::isInstance)
                .hasSize(2)
                .allSatisfy(log -> assertThat(((Queue) log).getArguments())
                        .containsEntry("x-queue-type", "stream")
                        .containsEntry("x-max-length-bytes", 1L << 30));
    }

    private static List<String> bindings(List<Declarable> all) {
        return all.stream()
                .filter(Binding.class::isInstance)
                .map(Binding.class::cast)
                .map(binding ->
                        binding.getExchange() + " -" + binding.getRoutingKey() + "-> " + binding.getDestination())
                .toList();
    }
}
