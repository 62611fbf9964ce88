-- Where a talk's programme goes besides the live stream and the recording: stations' lines and Icecast servers.
CREATE TABLE output (
    output_id uuid PRIMARY KEY,
    talk_id uuid NOT NULL,
    position int NOT NULL,
    kind text NOT NULL CHECK (kind IN ('station', 'icecast')),
    name text NOT NULL,
    target text NOT NULL,
    codec text,
    user_name text,
    password text,
    UNIQUE (talk_id, kind, target)
);
