-- A question may have an answer in writing, beside the voice or in its place.
ALTER TABLE archive.replay_question ADD COLUMN answer text;
