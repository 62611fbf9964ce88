-- By how much a sound is made louder or softer when it is played, so that those of a shelf are equally loud.
ALTER TABLE sound ADD COLUMN gain_db double precision NOT NULL DEFAULT 0;
