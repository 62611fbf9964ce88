-- Several keys of one platform share an address, so an output's id alone tells it from others. Who changes a talk's outputs holds a
-- lock, under which none is twice there.
ALTER TABLE output DROP CONSTRAINT output_talk_id_kind_target_key;
CREATE INDEX output_talk ON output (talk_id, position);
