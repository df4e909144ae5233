package io.fourways.dispatch.id;

import java.time.Instant;

/**
 * Ids as Svix has them: a prefix that says of what, and a KSUID. Compared byte by byte they sort as they were made, those
 * of one process within the resolution of its clock. Safe for any thread; never blocks.
 */
public final class Ids {

    private Ids() {}

    public static String app(Instant at) {
        return IdKind.APP.next(at);
    }

    public static String endpoint(Instant at) {
        return IdKind.ENDPOINT.next(at);
    }

    public static String message(Instant at) {
        return IdKind.MESSAGE.next(at);
    }

    public static String attempt(Instant at) {
        return IdKind.ATTEMPT.next(at);
    }

    public static String task(Instant at) {
        return IdKind.TASK.next(at);
    }

    /**
     * The second in which what has this id was made: it was made before the next one, which tells its partition.
     *
     * @throws IllegalArgumentException when it is no id, see {@link IdKind#matches}
     */
    public static Instant secondOf(String id) {
        String ksuid = id.substring(id.indexOf('_') + 1);
        if (!Ksuid.isWellFormed(ksuid)) {
            throw new IllegalArgumentException("Not an id: " + id);
        }
        return Ksuid.secondOf(ksuid);
    }

    /**
     * The least that an id of this kind can be which is made at that time or later, for ranges of ids.
     *
     * @param at any time; what is beyond those that ids can tell is as good as the nearest of them
     */
    public static String firstOf(IdKind kind, Instant at) {
        return kind.prefix() + Ksuid.firstOf(at);
    }
}
