package io.fourways.service.background;

import org.slf4j.Logger;

/**
 * What fails and is tried again until it succeeds, as the log tells of it: once when it begins and once when it is over,
 * however often it is tried. For one thread.
 */
public final class Outage {

    private final Logger log;
    private final String begun;
    private final String over;
    private boolean lasting;

    /**
     * @param begun what is said when it begins; the reason follows
     * @param over  what is said when it is over
     */
    public Outage(Logger log, String begun, String over) {
        this.log = log;
        this.begun = begun;
        this.over = over;
    }

    public void failed(String reason) {
        if (!lasting) {
            log.warn("{}: {}", begun, reason);
        }
        lasting = true;
    }

    public void succeeded() {
        if (lasting) {
            log.info(over);
        }
        lasting = false;
    }
}
