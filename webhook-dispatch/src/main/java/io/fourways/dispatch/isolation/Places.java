package io.fourways.dispatch.isolation;

import java.util.HashMap;
import java.util.Map;

/**
 * So many places, shared by apps, nobody knowing how many of them will want some: an app may take places as long as it has
 * fewer than are free altogether. Shared-memory switches keep their ports apart by this rule (Choudhury and Hahne, Dynamic
 * Queue Length Thresholds for Shared-Memory Packet Switches, 1998). One app that takes all it can get has half of the
 * places, two have a third each, n of them leave one part of n + 1 free, for whoever comes next: so nobody can take the
 * others' part, and while the others want none, most of it is of use. Within an app endpoints share alike what the app may
 * still take. Who has more than that, because others have come meanwhile, gets no more until it has less. For one thread.
 */
final class Places {

    private final int all;
    private final Map<String, Integer> apps = new HashMap<>();
    private int taken;

    Places(int all) {
        this.all = all;
    }

    int taken() {
        return taken;
    }

    /** How many more there are for an endpoint of an app that has so many. */
    int left(String app, int has) {
        int ofApp = untilEqual(all - taken, apps.getOrDefault(app, 0));
        return untilEqual(ofApp, has);
    }

    /** How many can be taken, one by one, until no fewer are had than are free. */
    private static int untilEqual(int free, int had) {
        return free <= had ? 0 : (free - had + 1) / 2;
    }

    /** So many more are taken, or fewer. */
    void take(String app, int places) {
        taken += places;
        apps.merge(app, places, (before, more) -> before + more == 0 ? null : before + more);
    }
}
