-- A link to the reports of a series, for whoever may read them and do nothing else. The link itself is nowhere.
CREATE TABLE report_link (
    series_id uuid PRIMARY KEY,
    hash      bytea NOT NULL UNIQUE CHECK (octet_length(hash) = 32),
    made_at   timestamptz NOT NULL
);
