-- Extensions that modules need. They are created here because a module's role may not.
CREATE EXTENSION IF NOT EXISTS btree_gist WITH SCHEMA public;
CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA public;

-- Facts, written in the transaction of what they tell. Modules may only add.
CREATE TABLE outbox (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    fact_id      uuid NOT NULL UNIQUE,
    type         text NOT NULL,
    body         jsonb NOT NULL,
    written_at   timestamptz NOT NULL DEFAULT now(),
    addressed_at timestamptz
);

-- A flag and not "the last id seen": ids are drawn before the commit, and a slow transaction would be jumped over.
CREATE INDEX outbox_unaddressed ON outbox (id) WHERE addressed_at IS NULL;

-- What each subscription has still to hear. The row goes away once its handler is done.
CREATE TABLE delivery (
    subscription text NOT NULL,
    outbox_id    bigint NOT NULL REFERENCES outbox ON DELETE CASCADE,
    attempts     int NOT NULL DEFAULT 0,
    due_at       timestamptz NOT NULL DEFAULT '-infinity',
    error        text,
    PRIMARY KEY (subscription, outbox_id)
);
CREATE INDEX delivery_outbox_id ON delivery (outbox_id);

GRANT USAGE ON SCHEMA messaging TO talks_messaging;
GRANT SELECT, UPDATE, DELETE ON outbox TO talks_messaging;
GRANT SELECT, INSERT, UPDATE, DELETE ON delivery TO talks_messaging;
