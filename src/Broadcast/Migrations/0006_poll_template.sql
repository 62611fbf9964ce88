-- Polls that a host keeps to begin others with, in any talk.
CREATE TABLE poll_template (
    template_id uuid PRIMARY KEY,
    person_id   uuid NOT NULL,
    text        text NOT NULL,
    options     text[] NOT NULL,
    rules       jsonb NOT NULL,
    kept_at     timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX poll_template_person ON poll_template (person_id, kept_at);
