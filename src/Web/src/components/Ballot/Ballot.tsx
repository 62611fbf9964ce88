import { useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import type { PollView } from '../../lib/protocol';
import { shares } from '../../lib/room-state';
import { Icon } from '../Icon/Icon';
import { Share } from './Share';

/** A poll: a ballot while it is open and the viewer has not voted, its result afterwards. */
export function Ballot({ poll, onVote }: { poll: PollView; onVote: (option: number) => void }) {
  const [option, setOption] = useState<number | null>(null);
  const voted = poll.choice !== null && poll.choice !== undefined;
  const mayVote = poll.state === 'open' && !voted;
  const tally = mayVote ? null : poll.tally;
  const percent = shares(tally ?? []);
  const votes = (tally ?? []).reduce((sum, n) => sum + n, 0);

  return (
    <form
      class="ballot"
      onSubmit={(event) => {
        event.preventDefault();
        if (option !== null) onVote(option);
      }}
    >
      <fieldset>
        <legend>{poll.text}</legend>
        <p class="ballot-k">
          <span>{t(`room.poll.${poll.state}`)}</span>
          {tally && <span class="num">{t('room.poll.votes', { n: votes })}</span>}
        </p>
        {poll.options.map((text, index) =>
          mayVote ? (
            <label class={option === index ? 'ans ans-mine' : 'ans'} key={text}>
              <input type="radio" name={poll.id} checked={option === index} onChange={() => setOption(index)} />
              <span class="ans-t">{text}</span>
            </label>
          ) : (
            <p class={poll.choice === index ? 'ans ans-mine' : 'ans'} key={text}>
              <Share class="ans-bar" percent={percent[index] ?? 0} />
              <span class="ans-t">
                {text}
                {poll.choice === index && <span class="vh"> {t('room.poll.yours')}</span>}
              </span>
              {tally && <span class="ans-n num">{percent[index]}%</span>}
            </p>
          ),
        )}
      </fieldset>
      {mayVote && (
        <button class="btn" type="submit" disabled={option === null}>
          {t('room.poll.vote')}
        </button>
      )}
      {voted && (
        <p class="ballot-f">
          <Icon name="check" />
          <span>{t(tally ? 'room.poll.counted' : 'room.poll.counted-wait')}</span>
        </p>
      )}
    </form>
  );
}
