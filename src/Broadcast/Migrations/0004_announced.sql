-- A talk is announced before its green room opens.
ALTER TABLE talk DROP CONSTRAINT talk_phase_check;
ALTER TABLE talk ADD CONSTRAINT talk_phase_check CHECK (phase IN ('Announced', 'GreenRoom', 'Live', 'Ended'));
ALTER TABLE talk ALTER COLUMN phase SET DEFAULT 'Announced';
