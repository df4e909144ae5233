package io.fourways.producer.samples;

import io.fourways.contract.Event;
import java.util.List;
import java.util.random.RandomGenerator;

/** Prices on {@code samples.ticker.<symbol>}, each a small step from the one before: many, and only the last matters. */
final class Ticker implements Sample {

    private static final List<String> SYMBOLS = List.of("ACME", "GLOBEX", "INITECH", "UMBRELLA");

    private final RandomGenerator random;
    private final long[] cents = {12_050, 8_730, 4_410, 23_999};
    private int turn;

    Ticker(RandomGenerator random) {
        this.random = random;
    }

    @Override
    public Event next() {
        int at = turn++ % SYMBOLS.size();
        long step = Math.round(random.nextGaussian() * 15);
        cents[at] = Math.max(100, cents[at] + step);
        Price price = new Price(SYMBOLS.get(at), cents[at] / 100.0, step / 100.0);
        return SampleEvents.of("samples.ticker." + price.symbol(), "price", price);
    }

    private record Price(String symbol, double price, double change) {}
}
