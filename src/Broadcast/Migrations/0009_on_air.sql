-- Where a programme goes: pictures for social platforms, too; stations that call us; which leg, in which format, and where else
-- when the first address fails.
ALTER TABLE output DROP CONSTRAINT output_kind_check;
ALTER TABLE output ADD CONSTRAINT output_kind_check CHECK (kind IN ('station', 'icecast', 'rtmp'));
ALTER TABLE output ADD COLUMN mode text CHECK (mode IN ('call', 'answer'));
ALTER TABLE output ADD COLUMN format text;
ALTER TABLE output ADD COLUMN leg text CHECK (leg IN ('clean', 'radio', 'web'));
ALTER TABLE output ADD COLUMN backup_target text;

-- Sounds that a studio of the series can play. A bed goes on until it is stopped, an ident says who we are, a clip is all else.
-- The file lies in the data folder.
CREATE TABLE sound (
    sound_id  uuid PRIMARY KEY,
    series_id uuid NOT NULL,
    kind      text NOT NULL CHECK (kind IN ('bed', 'ident', 'clip')),
    name      text NOT NULL,
    seconds   double precision NOT NULL CHECK (seconds > 0),
    file      text NOT NULL,
    added_at  timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX sound_series ON sound (series_id, added_at);

-- Who is told of a series' alarms. What signs them is made of the house's key and the hook's id, and lies nowhere.
CREATE TABLE alarm_hook (
    hook_id   uuid PRIMARY KEY,
    series_id uuid NOT NULL,
    url       text NOT NULL,
    added_at  timestamptz NOT NULL DEFAULT now(),
    UNIQUE (series_id, url)
);

-- What a series' telephone numbers do. Nobody is called back whose number begins with none of the prefixes, nor beyond the day's
-- budget.
CREATE TABLE phone_line (
    series_id     uuid PRIMARY KEY,
    numbers       text[] NOT NULL,
    languages     text[] NOT NULL DEFAULT '{}',
    calls_back    boolean NOT NULL DEFAULT false,
    prefixes      text[] NOT NULL DEFAULT '{}',
    calls_a_day   int NOT NULL DEFAULT 0 CHECK (calls_a_day >= 0),
    minutes_a_day int NOT NULL DEFAULT 0 CHECK (minutes_a_day >= 0)
);

-- What was spent of that budget on a day of the series' zone.
CREATE TABLE callback_day (
    series_id uuid NOT NULL,
    day       date NOT NULL,
    calls     int NOT NULL DEFAULT 0,
    seconds   int NOT NULL DEFAULT 0,
    PRIMARY KEY (series_id, day)
);

-- By which digits a host is known on the telephone in one talk: a keyed hash of them, for there are only a million.
CREATE TABLE desk_pin (
    talk_id   uuid NOT NULL,
    person_id uuid NOT NULL,
    hash      bytea NOT NULL CHECK (octet_length(hash) = 32),
    made_at   timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (talk_id, person_id),
    UNIQUE (talk_id, hash)
);
