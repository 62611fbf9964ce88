-- What attendees tell of themselves, a row a talk. It is not in the log, because it can be deleted.
CREATE TABLE registration (
    talk_id     uuid NOT NULL,
    person_id   uuid NOT NULL,
    series_id   uuid NOT NULL,
    sector      text CHECK (char_length(sector) BETWEEN 1 AND 60),
    province    text CHECK (char_length(province) BETWEEN 1 AND 60),
    sex         text CHECK (char_length(sex) BETWEEN 1 AND 60),
    answered_at timestamptz NOT NULL,
    PRIMARY KEY (talk_id, person_id),
    CHECK (coalesce(sector, province, sex) IS NOT NULL)
);
CREATE INDEX registration_by_person ON registration (person_id, answered_at);
CREATE INDEX registration_by_series ON registration (series_id);
