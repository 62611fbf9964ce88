-- What each contributor gave, on a file as long as the master, so that all of them begin together. For the series' hosts.
CREATE TABLE archive.recording_track (
    recording_id   uuid NOT NULL REFERENCES archive.recording ON DELETE CASCADE,
    ordinal        int NOT NULL,
    name           text NOT NULL,
    file           text NOT NULL,
    bytes          bigint NOT NULL CHECK (bytes > 0),
    sha256         text NOT NULL,
    PRIMARY KEY (recording_id, ordinal)
);
