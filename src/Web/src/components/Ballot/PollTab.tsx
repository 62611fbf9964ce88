import { t } from '../../lib/i18n';
import type { PollView } from '../../lib/protocol';
import { explain } from '../../lib/refusals';
import { changePoll } from '../../lib/room-state';
import type { RoomProps } from '../Room/room-props';
import { Ballot } from './Ballot';

/** The polls, newest first, and voting in them. */
export function PollTab({ link, room, say }: RoomProps) {
  const shown = [...room.polls].reverse().filter((poll) => poll.state !== 'draft');
  const cast = (poll: PollView, option: number) => {
    link.expect((now) => changePoll(now, poll.id, { choice: option }));
    link.send('CastVote', poll.id, option).then(
      () => say(t('room.poll.counted-wait')),
      (refusal: unknown) => {
        link.expect((now) => changePoll(now, poll.id, { choice: null }));
        say(explain(refusal));
      },
    );
  };
  return (
    <>
      {shown.map((poll) => (
        <Ballot poll={poll} key={poll.id} onVote={(option) => cast(poll, option)} />
      ))}
      {shown.length === 0 && <p class="q-empty">{t('room.poll.none')}</p>}
    </>
  );
}
