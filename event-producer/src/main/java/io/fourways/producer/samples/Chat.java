package io.fourways.producer.samples;

import io.fourways.contract.Event;
import java.util.List;
import java.util.random.RandomGenerator;

/** People talking on {@code samples.chat.<room>}: in bursts, and every message matters. */
final class Chat implements Sample {

    private static final List<String> ROOMS = List.of("lobby", "backstage");
    private static final List<String> PEOPLE = List.of("ada", "grace", "linus", "barbara", "ken");
    private static final List<String> LINES = List.of(
            "anyone awake?",
            "the build is green again \uD83D\uDFE2",
            "who broke staging?",
            "not me — I was at lunch",
            "coffee in five minutes?",
            "reading the replay from this morning, all there",
            "schön, danke!",
            "shipping it");

    private final RandomGenerator random;

    Chat(RandomGenerator random) {
        this.random = random;
    }

    @Override
    public Event next() {
        return SampleEvents.of("samples.chat." + any(ROOMS), "message", new Message(any(PEOPLE), any(LINES)));
    }

    private String any(List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private record Message(String from, String text) {}
}
