-- What the calendar told last of a talk is found without reading all of its log.
CREATE INDEX talk_event_card ON talk_event (talk_id, seq) WHERE type IN ('TalkAnnounced', 'GreenRoomOpened', 'TalkRescheduled');
