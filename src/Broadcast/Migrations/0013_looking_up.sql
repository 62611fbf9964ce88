-- What somebody asked, and the files to take home, are found without reading whole logs.
CREATE INDEX talk_event_asked ON talk_event (actor, at) WHERE type = 'QuestionAsked';
CREATE INDEX talk_event_handout ON talk_event (talk_id, seq) WHERE type IN ('HandoutAdded', 'HandoutRemoved');
