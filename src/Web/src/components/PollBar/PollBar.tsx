import { useEffect, useRef } from 'preact/hooks';
import { t } from '../../lib/i18n';
import { hasVoted } from '../../lib/polls';
import { TimeLeft } from '../Ballot/TimeLeft';
import { Icon } from '../Icon/Icon';
import type { RoomProps } from '../Room/room-props';

/** Says that a poll is open, above everything else, until the viewer has voted or looks at it; aloud once. */
export function PollBar({ room, say, seen, onOpen }: RoomProps & { seen: boolean; onOpen: () => void }) {
  const open = room.polls.find((poll) => poll.state === 'open');
  const told = useRef(open?.id);
  useEffect(() => {
    if (open && told.current !== open.id) say(t('room.poll.opened', { text: open.text }));
    told.current = open?.id;
  }, [open?.id]);
  if (!open || seen || hasVoted(open)) return null;

  return (
    <div class="pollbar">
      <Icon name="bars" />
      <p>
        <span class="pollbar-k">{open.endsAt ? <TimeLeft endsAt={open.endsAt} /> : t('room.poll.open')}</span>
        <span class="pollbar-q">{open.text}</span>
      </p>
      <button class="btn" type="button" onClick={onOpen}>
        {t('room.poll.vote')}
      </button>
    </div>
  );
}
