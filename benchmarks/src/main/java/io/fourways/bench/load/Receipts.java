package io.fourways.bench.load;

import io.fourways.bench.report.Losses;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** What a server has answered in all its rounds, warming up included. */
public record Receipts(LongAdder accepted, LongAdder refused, LongAdder unanswered) {

    public Receipts() {
        this(new LongAdder(), new LongAdder(), new LongAdder());
    }

    public void add(Answers answers) {
        accepted.add(answers.accepted());
        refused.add(answers.refused());
        unanswered.add(answers.unanswered());
    }

    /** All of them together. */
    public static Receipts sum(List<Receipts> all) {
        Receipts sum = new Receipts();
        for (Receipts receipts : all) {
            sum.accepted.add(receipts.accepted.sum());
            sum.refused.add(receipts.refused.sum());
            sum.unanswered.add(receipts.unanswered.sum());
        }
        return sum;
    }

    /**
     * What became of it all.
     *
     * @param where   it was looked for
     * @param found   what was there, each counted once
     * @param doubled what was there again
     */
    public Losses compare(String where, long found, long doubled) {
        return new Losses(where, accepted.sum(), refused.sum(), unanswered.sum(), found, doubled);
    }
}
