-- Which slide was shown from which place on; null where none was.
CREATE TABLE archive.replay_slide (
    episode_id     uuid NOT NULL REFERENCES archive.replay ON DELETE CASCADE,
    starts_at      interval NOT NULL,
    slide          jsonb,
    PRIMARY KEY (episode_id, starts_at)
);
