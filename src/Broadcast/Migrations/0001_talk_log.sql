-- A talk's row is what its commits lock; its columns are what may be asked without reading the log.
CREATE TABLE talk (
    talk_id     uuid PRIMARY KEY,
    seq         bigint NOT NULL DEFAULT 0,
    phase       text NOT NULL DEFAULT 'GreenRoom' CHECK (phase IN ('GreenRoom', 'Live', 'Ended')),
    is_open     boolean NOT NULL DEFAULT false,
    peak_people integer NOT NULL DEFAULT 0,
    created_at  timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX talk_open ON talk (talk_id) WHERE is_open;

-- The log: append only. No foreign key to talk: who appends holds its row.
CREATE TABLE talk_event (
    talk_id    uuid NOT NULL,
    seq        bigint NOT NULL,
    type       text NOT NULL,
    body       jsonb NOT NULL,
    actor      uuid NOT NULL,
    command_id uuid NOT NULL,
    at         timestamptz NOT NULL,
    PRIMARY KEY (talk_id, seq),
    -- a command leads to one line; its repeat finds it here
    CONSTRAINT talk_event_command UNIQUE (talk_id, command_id)
);
