package io.fourways.bench.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The polls of one event loop: those who wait at the same place share an answer. */
@SuppressWarnings(
        "FutureReturnValueIgnored") // a write that fails closes the connection, and is then looked at by nobody
final class LoopPolls {

    private final Map<KeptEvents, List<Waiting>> waiting = new HashMap<>();

    /** Answers at once, or when there is something, if the poll waits for that. */
    void ask(Poll poll, KeptEvents events, Channel connection) {
        if (poll.after() < events.count()) {
            connection.writeAndFlush(events.answer(poll.after()));
        } else if (poll.waits()) {
            waiting.computeIfAbsent(events, first -> new ArrayList<>()).add(new Waiting(connection, poll.after()));
        } else {
            connection.writeAndFlush(events.nothing());
        }
    }

    /** Those who wait for one of these are answered. */
    void answer(KeptEvents events) {
        List<Waiting> polls = waiting.get(events);
        if (polls == null) {
            return;
        }
        long last = events.count(); // more may come meanwhile
        Map<Long, ByteBuf> answers = new HashMap<>();
        for (Waiting poll : polls) {
            if (poll.after < last) { // it may have come behind the event
                ByteBuf answer = answers.computeIfAbsent(poll.after, events::answer);
                poll.connection.writeAndFlush(answer.retainedDuplicate());
            }
        }
        answers.values().forEach(ByteBuf::release);
        polls.removeIf(poll -> poll.after < last);
    }

    private record Waiting(Channel connection, long after) {}
}
