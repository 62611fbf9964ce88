CREATE INDEX note_text ON note USING gin (text gin_trgm_ops);
