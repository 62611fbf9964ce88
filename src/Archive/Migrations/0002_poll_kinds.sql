-- Polls were single choices before they had kinds: as many people voted as there are ballots.
ALTER TABLE archive.replay_poll
    ADD COLUMN kind text NOT NULL DEFAULT 'Single'
        CHECK (kind IN ('Single', 'Multiple', 'Rating', 'Text', 'Ranking', 'Quiz')),
    ADD COLUMN right_option integer,
    ADD COLUMN voters integer NOT NULL DEFAULT 0;

UPDATE archive.replay_poll SET voters = (SELECT coalesce(sum(ballots), 0) FROM unnest(tally) AS ballots);
