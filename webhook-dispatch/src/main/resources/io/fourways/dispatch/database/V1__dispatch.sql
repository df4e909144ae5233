-- Ids sort as they were made, byte by byte: a prefix, then the time in seconds and randomness in base 62 (KSUID).

CREATE TABLE app (
    id         text COLLATE "C" PRIMARY KEY,
    uid        text UNIQUE,
    name       text        NOT NULL,
    rate_limit integer,     -- deliveries per second of all its endpoints together
    metadata   jsonb       NOT NULL DEFAULT '{}',
    channels   text[]      NOT NULL DEFAULT '{}', -- patterns: what comes onto the log there becomes its messages
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL
);
CREATE INDEX app_channels ON app (id) WHERE channels <> '{}';

-- One more with each transaction that changes what any app subscribed to, so that who knows it need not read it again.
CREATE TABLE subscription_version (
    version bigint NOT NULL
);
INSERT INTO subscription_version VALUES (0);
CREATE FUNCTION count_subscription_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE subscription_version SET version = version + 1;
    RETURN NULL;
END $$;
CREATE TRIGGER app_subscribes AFTER INSERT ON app
    FOR EACH ROW WHEN (NEW.channels <> '{}') EXECUTE FUNCTION count_subscription_version();
CREATE TRIGGER app_subscribes_otherwise AFTER UPDATE ON app
    FOR EACH ROW WHEN (NEW.channels <> OLD.channels) EXECUTE FUNCTION count_subscription_version();
CREATE TRIGGER app_unsubscribes AFTER DELETE ON app
    FOR EACH ROW WHEN (OLD.channels <> '{}') EXECUTE FUNCTION count_subscription_version();

CREATE TABLE event_type (
    name         text COLLATE "C" PRIMARY KEY,
    description  text        NOT NULL,
    schemas      jsonb,
    feature_flags text[],
    group_name   text,
    schedule     integer[],   -- seconds before each retry; none for the default
    archived     boolean     NOT NULL DEFAULT false,
    deprecated   boolean     NOT NULL DEFAULT false,
    created_at   timestamptz NOT NULL,
    updated_at   timestamptz NOT NULL
);

CREATE TABLE endpoint (
    id             text COLLATE "C" PRIMARY KEY,
    app_id         text COLLATE "C" NOT NULL REFERENCES app ON DELETE CASCADE,
    uid            text,
    url            text        NOT NULL,
    description    text        NOT NULL DEFAULT '',
    version        integer     NOT NULL DEFAULT 1,
    disabled       boolean     NOT NULL DEFAULT false,
    disabled_cause text CHECK (disabled_cause IN ('gone', 'failing')), -- none when somebody disabled it by hand
    filter_types   text[],      -- none for every type
    channels       text[],      -- none for every message
    rate_limit     integer,     -- deliveries per second
    concurrency    integer,     -- deliveries under way at once; none for the default
    schedule       integer[],   -- seconds before each retry; none for the event type's, or the default
    ordering       text CHECK (ordering IN ('parking', 'skipping')), -- one after the other; on exhaustion stop, or go on
    metadata       jsonb       NOT NULL DEFAULT '{}',
    sealed_headers bytea,       -- custom headers, AES-GCM under the configured key, bound to the endpoint's id
    header_names   text[]      NOT NULL DEFAULT '{}',
    created_at     timestamptz NOT NULL,
    updated_at     timestamptz NOT NULL,
    UNIQUE (app_id, uid)
);
CREATE INDEX endpoint_by_app ON endpoint (app_id, id);

-- What an endpoint's webhooks are signed with: the current secret, and earlier ones until they expire.
CREATE TABLE endpoint_secret (
    id          bigint      NOT NULL GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    endpoint_id text COLLATE "C" NOT NULL REFERENCES endpoint ON DELETE CASCADE,
    sealed      bytea       NOT NULL, -- AES-GCM, bound to the endpoint's id: whsec_… (HMAC-SHA256) or whsk_… (Ed25519)
    created_at  timestamptz NOT NULL,
    expires_at  timestamptz           -- none for the current one
);
CREATE INDEX endpoint_secret_by_endpoint ON endpoint_secret (endpoint_id, id DESC);

-- How an endpoint fares, written by those who deliver: apart from the endpoint, which people write.
CREATE TABLE endpoint_health (
    endpoint_id   text COLLATE "C" PRIMARY KEY REFERENCES endpoint ON DELETE CASCADE,
    failing_since timestamptz,          -- the first failure since the last success, or since it was quiet for long
    failed_at     timestamptz,          -- the last one
    failures      integer     NOT NULL DEFAULT 0, -- in a row
    open_until    timestamptz,          -- the circuit breaker is open until then; whoever moves it on has the probe,
                                        -- as has the turn whoever moves it on for an ordered endpoint
    opened        integer     NOT NULL DEFAULT 0, -- times without a whole ramp in between, for how long it stays open
    ramp_from     timestamptz,          -- the circuit breaker has closed then, and lets more through by and by
    parked_by     text COLLATE "C"      -- an ordered endpoint waits for somebody to look after this message
);

-- What is owed, by day (UTC) of its message.
CREATE TABLE message (
    id           text COLLATE "C" NOT NULL,
    created_at   timestamptz NOT NULL, -- in the second that the id names
    app_id       text COLLATE "C" NOT NULL,
    event_id     text,                 -- the sender's own id of it
    event_type   text        NOT NULL,
    channels     text[],
    tags         text[],
    content_type text        NOT NULL DEFAULT 'application/json',
    payload      bytea,                -- as it is sent, byte for byte; none once it is expunged
    traceparent  text,
    operational  boolean     NOT NULL DEFAULT false, -- about dispatch itself: its own failures make no such messages
    PRIMARY KEY (id, created_at)
) PARTITION BY RANGE (created_at);
CREATE INDEX message_by_app ON message (app_id, id DESC);

-- What has become a message, once for ever: an event of the log by its source and id, one of the API by its eventId. Those of
-- an app that is deleted go when they are old enough: there may be too many to go with it, and its id is nobody's again.
CREATE TABLE message_identity (
    app_id     text COLLATE "C" NOT NULL,
    source     text        NOT NULL,   -- empty for the API's
    event_id   text        NOT NULL,
    message_id text COLLATE "C" NOT NULL,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (app_id, source, event_id)
);
CREATE INDEX message_identity_created_at ON message_identity (created_at);

-- One row for each message and endpoint.
CREATE TABLE delivery (
    message_id  text COLLATE "C" NOT NULL,
    created_at  timestamptz NOT NULL,  -- the message's
    endpoint_id text COLLATE "C" NOT NULL,
    app_id      text COLLATE "C" NOT NULL,
    event_type  text        NOT NULL,
    state       smallint    NOT NULL DEFAULT 1, -- 0 delivered, 1 pending, 2 given up, 4 held: its endpoint is disabled
    due_at      timestamptz NOT NULL,  -- not to be claimed before: the retry's time, or the end of a lease
    fence       integer     NOT NULL DEFAULT 0, -- one more with each claim: who comes late with an older one changes nothing
    leased      boolean     NOT NULL DEFAULT false, -- claimed, and not yet recorded: if it is due, its lease has expired
    lease_until timestamptz,           -- the end of the lease of an ordered one, whose due_at is its place in the order
    trigger     smallint    NOT NULL DEFAULT 0, -- of the next attempt: 0 scheduled, 1 by hand
    attempts    integer     NOT NULL DEFAULT 0, -- of the schedule, without those made by hand
    backlog     boolean     NOT NULL DEFAULT false, -- recovered, replayed or released: behind live traffic
    failing     boolean     NOT NULL DEFAULT false, -- an event has said so, and none since that it has been delivered
    updated_at  timestamptz NOT NULL,
    PRIMARY KEY (message_id, endpoint_id, created_at)
) PARTITION BY RANGE (created_at);
-- the work: small, however many deliveries are kept
CREATE INDEX delivery_due ON delivery (endpoint_id, backlog, due_at, message_id) WHERE state = 1;
CREATE INDEX delivery_held ON delivery (endpoint_id) WHERE state = 4;
CREATE INDEX delivery_given_up ON delivery (endpoint_id, message_id) WHERE state = 2;
CREATE INDEX delivery_by_endpoint ON delivery (endpoint_id, message_id DESC);

-- Every request made, by day (UTC) of the attempt.
CREATE TABLE attempt (
    id            text COLLATE "C" NOT NULL,
    created_at    timestamptz NOT NULL, -- in the second that the id names
    message_id    text COLLATE "C" NOT NULL,
    endpoint_id   text COLLATE "C" NOT NULL,
    app_id        text COLLATE "C" NOT NULL,
    event_type    text        NOT NULL,
    url           text        NOT NULL,
    status        smallint    NOT NULL, -- 0 delivered, 2 failed
    trigger       smallint    NOT NULL, -- 0 scheduled, 1 by hand
    response_code integer     NOT NULL, -- 0 when there was none
    response      text        NOT NULL, -- its beginning, or why there is none
    duration_ms   integer     NOT NULL,
    PRIMARY KEY (id, created_at)
) PARTITION BY RANGE (created_at);
CREATE INDEX attempt_by_endpoint ON attempt (endpoint_id, id DESC);
CREATE INDEX attempt_by_message ON attempt (message_id, id DESC);

-- Statistics that outlive what they count, and whom they are of.
CREATE TABLE endpoint_statistics (
    endpoint_id text COLLATE "C" NOT NULL,
    day         date        NOT NULL,  -- UTC
    succeeded   bigint      NOT NULL DEFAULT 0, -- deliveries
    failed      bigint      NOT NULL DEFAULT 0, -- deliveries given up
    attempts    bigint      NOT NULL DEFAULT 0,
    PRIMARY KEY (endpoint_id, day)
);
CREATE INDEX endpoint_statistics_day ON endpoint_statistics (day);

-- Events to be brought onto the log: written with what they tell of, deleted when the broker has confirmed them.
CREATE TABLE outbox (
    id         bigint      NOT NULL GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    created_at timestamptz NOT NULL,
    event      bytea       NOT NULL    -- CloudEvents JSON
);

-- Answers to requests that carried an Idempotency-Key, for as long as they may be repeated.
CREATE TABLE idempotency (
    scope      text        NOT NULL,   -- who asked for what
    key        text        NOT NULL,
    request    bytea       NOT NULL,   -- SHA-256 of the body: another body under the same key is refused
    status     smallint,               -- none while the first request is still at work
    answer     bytea,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (scope, key)
);
CREATE INDEX idempotency_created_at ON idempotency (created_at);

-- Recoveries and replays: what they are to do, and how far they have come.
CREATE TABLE task (
    id          text COLLATE "C" PRIMARY KEY, -- qtask_…
    kind        text        NOT NULL CHECK (kind IN ('endpoint.recover', 'endpoint.replay')),
    state       text        NOT NULL CHECK (state IN ('running', 'finished', 'failed', 'cancelled')),
    app_id      text COLLATE "C" NOT NULL REFERENCES app ON DELETE CASCADE,
    endpoint_id text COLLATE "C" NOT NULL REFERENCES endpoint ON DELETE CASCADE,
    since       timestamptz NOT NULL,
    until       timestamptz NOT NULL,
    per_second  integer     NOT NULL,
    counted     bigint      NOT NULL,  -- before it started, as far as was looked
    counted_all boolean     NOT NULL DEFAULT true,
    done        bigint      NOT NULL DEFAULT 0,
    reached     text COLLATE "C",      -- the last message that is done with; written along with what was done
    failures    integer     NOT NULL DEFAULT 0, -- in a row
    next_at     timestamptz NOT NULL,
    created_at  timestamptz NOT NULL,
    updated_at  timestamptz NOT NULL
);
CREATE INDEX task_running ON task (next_at) WHERE state = 'running';
CREATE INDEX task_ended ON task (updated_at) WHERE state <> 'running';
CREATE INDEX task_by_app ON task (app_id);
CREATE INDEX task_by_endpoint ON task (endpoint_id);

-- The channel patterns that the work queue is bound to, as far as it is known.
CREATE TABLE binding (
    pattern  text PRIMARY KEY,
    bound_at timestamptz NOT NULL
);
