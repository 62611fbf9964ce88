import { useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import type { Ballot as Cast } from '../../lib/polls';
import { explain } from '../../lib/refusals';
import type { RoomProps } from '../Room/room-props';
import { Ballot } from './Ballot';

/** The polls, newest first, and voting in them. */
export function PollTab({ link, room, say }: RoomProps) {
  const [fault, setFault] = useState<{ id: string; text: string }>();
  const shown = room.polls
    .filter((poll) => poll.state !== 'draft')
    .sort((a, b) => (b.openedAt ?? '').localeCompare(a.openedAt ?? ''));
  const cast = (id: string, ballot: Cast) => {
    setFault(undefined);
    link.send('CastVote', id, ballot).then(
      () => say(t('room.poll.counted')),
      (refusal: unknown) => setFault({ id, text: explain(refusal) }),
    );
  };
  return (
    <>
      {shown.map((poll) => (
        <Ballot
          poll={poll}
          key={poll.id}
          fault={fault?.id === poll.id ? fault.text : ''}
          onVote={(ballot) => cast(poll.id, ballot)}
        />
      ))}
      {shown.length === 0 && <p class="q-empty">{t('room.poll.none')}</p>}
    </>
  );
}
