package io.fourways.bench.round;

/** Whose CPU time is told apart. */
public enum Part {
    SERVER("server"),
    DATABASE("PostgreSQL"),
    BROKER("RabbitMQ"),
    LOAD("load");

    private final String title;

    Part(String title) {
        this.title = title;
    }

    public String title() {
        return title;
    }
}
