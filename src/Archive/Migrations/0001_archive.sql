-- What is kept of a talk: its recording, the files made of it, and the replay that the public sees.

CREATE TABLE archive.recording (
    recording_id   uuid PRIMARY KEY,
    episode_id     uuid NOT NULL UNIQUE,
    folder         text NOT NULL,
    sample_rate    int NOT NULL CHECK (sample_rate > 0),
    samples        bigint NOT NULL CHECK (samples > 0),
    master_sha256  text NOT NULL,
    joined_at      timestamptz NOT NULL,
    -- EBU R128 of the master, and the gain that brings it to the podcast's loudness behind the limiter; null until measured.
    integrated_lufs double precision,
    range_lu        double precision,
    true_peak_dbtp  double precision,
    gain_db         double precision,
    measured_at     timestamptz
);

-- Parts in their order. Gaps between them are not in the replay, so these rows map the wall clock onto it.
CREATE TABLE archive.recording_part (
    recording_id   uuid NOT NULL REFERENCES archive.recording ON DELETE CASCADE,
    ordinal        int NOT NULL,
    file           text NOT NULL,
    started_at     timestamptz NOT NULL,
    samples        bigint NOT NULL CHECK (samples >= 0),
    sha256         text NOT NULL,
    -- The recorder did not come to close it: its length was taken from the file.
    repaired       boolean NOT NULL,
    PRIMARY KEY (recording_id, ordinal)
);

CREATE TABLE archive.rendition (
    recording_id   uuid NOT NULL REFERENCES archive.recording ON DELETE CASCADE,
    profile        text NOT NULL,
    file           text NOT NULL,
    bytes          bigint NOT NULL CHECK (bytes > 0),
    sha256         text NOT NULL,
    duration       interval NOT NULL,
    integrated_lufs double precision NOT NULL,
    true_peak_dbtp  double precision NOT NULL,
    made_at        timestamptz NOT NULL,
    PRIMARY KEY (recording_id, profile)
);

CREATE TABLE archive.replay (
    episode_id     uuid PRIMARY KEY,
    recording_id   uuid NOT NULL REFERENCES archive.recording,
    duration       interval NOT NULL,
    peak_people    int NOT NULL,
    published_at   timestamptz NOT NULL
);

CREATE INDEX replay_latest ON archive.replay (published_at DESC);

CREATE TABLE archive.replay_chapter (
    episode_id     uuid NOT NULL REFERENCES archive.replay ON DELETE CASCADE,
    starts_at      interval NOT NULL,
    title          text NOT NULL,
    PRIMARY KEY (episode_id, starts_at)
);

CREATE TABLE archive.replay_question (
    episode_id     uuid NOT NULL REFERENCES archive.replay ON DELETE CASCADE,
    question_id    uuid NOT NULL,
    ordinal        int NOT NULL,
    text           text NOT NULL,
    author         text,
    state          text NOT NULL,
    votes          int NOT NULL,
    language       text,
    asked_at       timestamptz NOT NULL,
    answering_at   timestamptz,
    answered_at    timestamptz,
    -- Where its answer begins in the replay; null when the replay has no answer of it.
    answer_at      interval,
    PRIMARY KEY (episode_id, question_id)
);

CREATE TABLE archive.replay_poll (
    episode_id     uuid NOT NULL REFERENCES archive.replay ON DELETE CASCADE,
    poll_id        uuid NOT NULL,
    ordinal        int NOT NULL,
    text           text NOT NULL,
    options        text[] NOT NULL,
    tally          int[] NOT NULL,
    opened_at      timestamptz,
    closed_at      timestamptz,
    PRIMARY KEY (episode_id, poll_id)
);
