-- A station or a platform that is not needed for a while keeps its address, its password and its key.
ALTER TABLE output ADD COLUMN enabled boolean NOT NULL DEFAULT true;
