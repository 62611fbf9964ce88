import { t } from '../../lib/i18n';
import { type Ballot as Cast, withBallot } from '../../lib/polls';
import type { PollView } from '../../lib/protocol';
import { explain } from '../../lib/refusals';
import { changePoll } from '../../lib/room-state';
import type { RoomProps } from '../Room/room-props';
import { Ballot } from './Ballot';

/** The polls, newest first, and voting in them. */
export function PollTab({ link, room, say }: RoomProps) {
  const shown = room.polls
    .filter((poll) => poll.state !== 'draft')
    .sort((a, b) => (b.openedAt ?? '').localeCompare(a.openedAt ?? ''));
  const cast = ({ id, choice, choices, written }: PollView, ballot: Cast) => {
    link.expect((now) => changePoll(now, id, withBallot(ballot)));
    link.send('CastVote', id, ballot).then(
      () => say(t('room.poll.counted')),
      (refusal: unknown) => {
        link.expect((now) => changePoll(now, id, { choice, choices, written }));
        say(explain(refusal));
      },
    );
  };
  return (
    <>
      {shown.map((poll) => (
        <Ballot poll={poll} key={poll.id} onVote={(ballot) => cast(poll, ballot)} />
      ))}
      {shown.length === 0 && <p class="q-empty">{t('room.poll.none')}</p>}
    </>
  );
}
