-- Sources managed at run time. Those of the configuration are not here.
CREATE TABLE source (
    name             text PRIMARY KEY,
    provider         text        NOT NULL,
    channel_template text        NOT NULL,
    public_url       text,
    tolerance        interval,
    options          jsonb       NOT NULL DEFAULT '{}',
    sealed_secrets   bytea       NOT NULL, -- AES-GCM under the configured key, bound to the name
    requests_per_second integer,
    created_at       timestamptz NOT NULL,
    updated_at       timestamptz NOT NULL
);

-- What has been accepted, once for ever. A table of its own, because a partitioned table's unique key
-- would have to hold the day, and a webhook sent again after midnight would be another one.
CREATE TABLE identity (
    source      text        NOT NULL,
    event_id    text        NOT NULL,
    received_at timestamptz NOT NULL,
    PRIMARY KEY (source, event_id)
);
CREATE INDEX identity_received_at ON identity (received_at);

-- Accepted events, by day of receipt (UTC). Written in the same statement as their identity.
CREATE TABLE inbox (
    id           bigint      NOT NULL GENERATED ALWAYS AS IDENTITY,
    received_at  timestamptz NOT NULL,
    source       text        NOT NULL,
    event_id     text        NOT NULL,
    type         text        NOT NULL,
    channel      text        NOT NULL,
    content_type text,
    traceparent  text,
    headers      jsonb       NOT NULL,
    data         bytea       NOT NULL,
    published_at timestamptz,
    unpublishable text, -- why the relay has set it aside, never to be published as it is
    replay_of    text, -- the event that this one repeats; such a one has no identity, since nobody sends it again
    PRIMARY KEY (received_at, id)
) PARTITION BY RANGE (received_at);

-- The relay's work: small, however large the inbox is.
CREATE INDEX inbox_unpublished ON inbox (source, id) WHERE published_at IS NULL AND unpublishable IS NULL;
CREATE INDEX inbox_unpublishable ON inbox (received_at) WHERE unpublishable IS NOT NULL;
CREATE INDEX inbox_by_source ON inbox (source, received_at DESC, id DESC);

-- Webhooks that were not accepted, by day of receipt (UTC), as they came, so that they can be verified again.
CREATE TABLE rejected (
    id          bigint      NOT NULL GENERATED ALWAYS AS IDENTITY,
    received_at timestamptz NOT NULL,
    source      text        NOT NULL,
    verdict     text        NOT NULL CHECK (verdict IN ('forged', 'stale', 'malformed')),
    cause       text        NOT NULL,
    url         text        NOT NULL,
    traceparent text,
    headers     jsonb       NOT NULL,
    body        bytea       NOT NULL, -- as much of it as is kept
    body_size   integer     NOT NULL, -- of the whole: one that was cut cannot be verified again
    released_at timestamptz, -- when it turned out to be genuine all the same, and went into the inbox
    released_as text[], -- the ids of its events there
    PRIMARY KEY (received_at, id)
) PARTITION BY RANGE (received_at);
CREATE INDEX rejected_by_source ON rejected (source, received_at DESC, id DESC);

-- Replays of many: what they are to replay, and how far they have come.
CREATE TABLE replay (
    id          text        PRIMARY KEY,
    state       text        NOT NULL CHECK (state IN ('running', 'completed', 'cancelled')),
    source      text,
    verdict     text        NOT NULL,
    type        text,
    since       timestamptz,
    until       timestamptz NOT NULL,
    per_second  integer     NOT NULL,
    reached_at  timestamptz, -- with reached_id the last webhook that is done with; written along with what was done
    reached_id  bigint,
    replayed    bigint      NOT NULL DEFAULT 0,
    failed      bigint      NOT NULL DEFAULT 0,
    next_at     timestamptz NOT NULL, -- not before then, so that the rate holds over restarts and on any instance
    created_at  timestamptz NOT NULL,
    ended_at    timestamptz
);
CREATE INDEX replay_running ON replay (next_at) WHERE state = 'running';
CREATE INDEX replay_created_at ON replay (created_at DESC, id DESC);
