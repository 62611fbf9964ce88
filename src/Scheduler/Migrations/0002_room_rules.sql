-- What a series permits in the rooms of its talks, as RoomRules in JSON.
ALTER TABLE series ADD COLUMN rules jsonb NOT NULL DEFAULT '{}';
