-- Somebody known by a token. There are no passwords: who holds a token is the person.
CREATE TABLE accounts.person (
    id uuid PRIMARY KEY,
    name text CHECK (char_length(name) BETWEEN 1 AND 80), -- null: an anonymous attendee
    created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE accounts.token (
    hash bytea PRIMARY KEY CHECK (octet_length(hash) = 32), -- the token itself is nowhere
    kind text NOT NULL CHECK (kind IN ('session', 'one_time_link', 'personal_link')),
    person_id uuid NOT NULL REFERENCES accounts.person ON DELETE CASCADE,
    role text NOT NULL CHECK (role IN ('attendee', 'speaker', 'host', 'administrator')),
    talk_id uuid, -- the one talk that a speaker may speak in
    created_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL,
    last_used_at timestamptz,
    revoked_at timestamptz,
    CONSTRAINT token_speaker_has_talk CHECK ((role = 'speaker') = (talk_id IS NOT NULL)),
    CONSTRAINT token_expires_later CHECK (expires_at > created_at)
);

CREATE INDEX token_person_id ON accounts.token (person_id);
CREATE INDEX token_talk_id ON accounts.token (talk_id) WHERE talk_id IS NOT NULL;
CREATE INDEX token_revoked_at ON accounts.token (revoked_at) WHERE revoked_at IS NOT NULL;
