CREATE TABLE series (
    id          uuid PRIMARY KEY,
    slug        text NOT NULL UNIQUE,
    title       text NOT NULL,
    description text NOT NULL,
    language    text NOT NULL,
    zone        text NOT NULL,
    author      text NOT NULL,
    email       text,
    category    text NOT NULL,
    frequency   text,
    phone       text,
    created_at  timestamptz NOT NULL
);

-- The local time and its zone are the truth: starts_at and ends_at follow from them.
CREATE TABLE episode (
    id           uuid PRIMARY KEY,
    series_id    uuid NOT NULL REFERENCES series,
    slug         text NOT NULL UNIQUE,
    title        text NOT NULL,
    description  text NOT NULL,
    speakers     text[] NOT NULL,
    starts_local timestamp NOT NULL,
    zone         text NOT NULL,
    starts_at    timestamptz NOT NULL,
    ends_at      timestamptz NOT NULL,
    state        text NOT NULL CHECK (state IN ('scheduled', 'open', 'live', 'ended', 'published', 'cancelled')),
    created_at   timestamptz NOT NULL,
    CHECK (starts_at < ends_at),
    CONSTRAINT episode_slot_taken
        EXCLUDE USING gist (series_id WITH =, tstzrange(starts_at, ends_at) WITH &&) WHERE (state <> 'cancelled')
);
CREATE INDEX episode_by_start ON episode (starts_at);
