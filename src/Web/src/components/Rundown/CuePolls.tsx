import { t } from '../../lib/i18n';
import type { PollView } from '../../lib/protocol';
import type { Send } from '../../lib/send';
import { summary } from '../PollPanel/summary';

interface Props {
  /** Those that were prepared for this part of the rundown. */
  polls: PollView[];
  /** The part runs: its polls can be opened here. */
  now: boolean;
  enabled: boolean;
  send: Send;
}

/** The polls of one part of the rundown: what the host does with them next, and afterwards what came of them. */
export function CuePolls({ polls, now, enabled, send }: Props) {
  return (
    <>
      {polls.map((poll) => {
        const step = now ? next(poll) : undefined;
        return (
          <div class="run-poll" key={poll.id}>
            {step ? (
              <button
                class={`b b-s ${step.tone}`}
                type="button"
                disabled={!enabled}
                onClick={() => void send(step.method, poll.id)}
              >
                {t(step.text, { title: poll.text })}
              </button>
            ) : (
              <p>{t('studio.rundown.poll', { title: poll.text })}</p>
            )}
            {poll.state !== 'draft' && (
              <p>
                <span class={poll.state === 'open' ? 'tag tag-live' : 'tag'}>{t(`studio.poll.${poll.state}`)}</span>{' '}
                {summary(poll)}
              </p>
            )}
          </div>
        );
      })}
    </>
  );
}

/** What comes next for a poll: it opens, closes, and shows its result when that was hidden. */
function next({ state, rules }: PollView) {
  if (state === 'draft') return { method: 'OpenPoll', text: 'studio.rundown.poll-open', tone: 'b-ok' };
  if (state === 'open') return { method: 'ClosePoll', text: 'studio.rundown.poll-close', tone: '' };
  if (state === 'closed' && (rules.hidden || rules.kind === 'quiz'))
    return { method: 'RevealPoll', text: 'studio.rundown.poll-reveal', tone: 'b-ok' };
  return undefined;
}
