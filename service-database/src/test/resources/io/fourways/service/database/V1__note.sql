CREATE TABLE note (
    text    text        NOT NULL,
    made_at timestamptz NOT NULL
) PARTITION BY RANGE (made_at);
