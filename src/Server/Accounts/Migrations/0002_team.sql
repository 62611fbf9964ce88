-- Who works on which series. A speaker's talk stands in her token, and an administrator's role in hers.
CREATE TABLE accounts.member (
    person_id uuid NOT NULL REFERENCES accounts.person ON DELETE CASCADE,
    series_id uuid, -- null: all series
    role text NOT NULL CHECK (role IN ('screener', 'moderator', 'producer', 'host')),
    added_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE NULLS NOT DISTINCT (person_id, series_id)
);
CREATE INDEX member_series_id ON accounts.member (series_id);

-- Hosts of before there were teams ran every talk.
INSERT INTO accounts.member (person_id, series_id, role)
SELECT DISTINCT person_id, NULL::uuid, 'host' FROM accounts.token WHERE role = 'host';

ALTER TABLE accounts.token DROP CONSTRAINT token_role_check;
ALTER TABLE accounts.token ADD CONSTRAINT token_role_check
    CHECK (role IN ('attendee', 'speaker', 'screener', 'moderator', 'producer', 'host', 'administrator'));

-- When a person's place in a team was changed or taken: nodes forget what they know of her tokens. When it was taken they also
-- cut what she has open.
ALTER TABLE accounts.person ADD COLUMN team_changed_at timestamptz, ADD COLUMN team_left_at timestamptz;
CREATE INDEX person_team_changed_at ON accounts.person (team_changed_at) WHERE team_changed_at IS NOT NULL;
