package io.fourways.producer.samples;

import io.fourways.contract.Event;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.random.RandomGenerator;

/** Orders on {@code samples.orders.<region>}, each going from placed to delivered: order matters, none may be missed. */
final class Orders implements Sample {

    private static final List<String> REGIONS = List.of("eu", "us", "asia");
    private static final List<String> STEPS = List.of("placed", "paid", "shipped", "delivered");
    private static final int AT_ONCE = 5;

    private final RandomGenerator random;
    private final Deque<Order> open = new ArrayDeque<>();
    private int numbers = 4_711;

    Orders(RandomGenerator random) {
        this.random = random;
    }

    @Override
    public Event next() {
        Order order = open.size() < AT_ONCE ? place() : open.removeFirst();
        if (order.step() < STEPS.size() - 1) {
            open.addLast(order.advanced());
        }
        String state = STEPS.get(order.step());
        return SampleEvents.of(
                "samples.orders." + order.region(),
                "order." + state,
                new OrderState(order.number(), state, order.euros()));
    }

    private Order place() {
        return new Order(numbers++, REGIONS.get(random.nextInt(REGIONS.size())), 5 + random.nextInt(200), 0);
    }

    private record Order(int number, String region, int euros, int step) {

        Order advanced() {
            return new Order(number, region, euros, step + 1);
        }
    }

    private record OrderState(int order, String state, int euros) {}
}
