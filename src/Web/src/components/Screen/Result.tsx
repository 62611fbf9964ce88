import { t } from '../../lib/i18n';
import { average, shares } from '../../lib/polls';
import type { PollView } from '../../lib/protocol';
import { Share } from '../Ballot/Share';
import { TimeLeft } from '../Ballot/TimeLeft';
import { Icon } from '../Icon/Icon';

/** A poll in the hall: while it is open its choices, so that nobody follows the crowd; afterwards its result. */
export function Result({ poll }: { poll: PollView }) {
  const { kind, right } = poll.rules;
  const isOpen = poll.state === 'open';
  const tally = isOpen ? null : (poll.tally ?? null);
  const percent = tally && shares(poll);
  // The groups of an open question in people's own words would tell what others wrote.
  const options = kind === 'text' && !tally ? [] : poll.options.map((option, index) => ({ option, index }));
  if (tally && (kind === 'text' || kind === 'ranking'))
    options.sort((a, b) => (tally[b.index] ?? 0) - (tally[a.index] ?? 0));
  return (
    <div class="sc-poll" role="status">
      <p class="sc-k">
        {t(`room.poll.${isOpen ? 'open' : tally ? 'revealed' : 'closed'}`)}
        {isOpen && poll.endsAt && <TimeLeft endsAt={poll.endsAt} />}
      </p>
      <h1 class={poll.text.length > 120 ? 'sc-title sc-long' : 'sc-title'}>{poll.text}</h1>
      {isOpen && how(poll) && <p class="sc-by">{how(poll)}</p>}
      <ol class={options.length > 5 ? 'sc-many' : undefined}>
        {options.map(({ option, index }) => (
          <li key={option} data-right={right === index}>
            {percent && <Share class="sc-bar" percent={percent[index] ?? 0} />}
            <span>
              {option}
              {right === index && (
                <b class="sc-right">
                  <Icon name="check" />
                  {t('room.poll.is-right')}
                </b>
              )}
            </span>
            {tally && percent && (
              <b class="num">
                {kind === 'ranking' ? t('room.poll.points', { n: tally[index] ?? 0 }) : `${percent[index] ?? 0}%`}
              </b>
            )}
          </li>
        ))}
      </ol>
      <p class="sc-by num">
        {t('room.poll.votes', { n: poll.voters })}
        {tally && kind === 'rating' && poll.voters > 0 && (
          <b>{t('room.poll.average', { n: average(tally).toFixed(1), most: poll.options.length })}</b>
        )}
      </p>
    </div>
  );
}

/** How one votes, where it is more than choosing one. */
function how({ rules: { kind, most } }: PollView): string {
  if (kind === 'multiple') return most ? t('room.poll.choose-most', { n: most }) : t('room.poll.choose-many');
  if (kind === 'ranking') return t('room.poll.rank');
  return kind === 'text' ? t('screen.own-words') : '';
}
