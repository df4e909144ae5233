package io.fourways.dispatch.task;

import java.util.Arrays;

/** What a task does to an endpoint, as the table and Svix call it. */
enum TaskKind {
    /** What was given up is tried again. */
    RECOVER("endpoint.recover"),
    /** What the endpoint would have been owed, had it been there or enabled, is owed to it. */
    REPLAY("endpoint.replay");

    private final String label;

    TaskKind(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }

    static TaskKind of(String label) {
        return Arrays.stream(values())
                .filter(kind -> kind.label.equals(label))
                .findFirst()
                .orElseThrow();
    }
}
