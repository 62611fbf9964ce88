import { useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import { useKeys } from '../../lib/keys';
import { may } from '../../lib/may';
import type { PollView } from '../../lib/protocol';
import type { Send } from '../../lib/send';
import { isSorted } from './Answers';
import { PollCard } from './PollCard';
import { PollForm } from './PollForm';

interface Props {
  polls: PollView[];
  /** The talk is over: nothing is prepared or opened any more. */
  over: boolean;
  /** The server is there. */
  enabled: boolean;
  shown: boolean;
  send: Send;
}

/** Polls: prepared, open, closed with their results. A moderator finds those alone whose answers she sorts. */
export function PollPanel({ polls, over, enabled, shown, send }: Props) {
  const [writing, write] = useState<PollView | 'new' | null>(null);
  const open = polls.find((poll) => poll.state === 'open');
  const ready = polls.find((poll) => poll.state === 'draft');
  const runs = may('producer');
  const step = () => enabled && !over && (open ? send('ClosePoll', open.id) : ready && send('OpenPoll', ready.id));
  useKeys(runs ? { poll: step } : {});
  const isOpen = (poll: PollView) => Number(poll === open);
  const listed = polls
    .filter((poll) => runs || isSorted(poll))
    .reverse()
    .sort((a, b) => isOpen(b) - isOpen(a));

  return (
    <section class="p p-polls" data-shown={shown} aria-labelledby="h-poll">
      <header class="p-h">
        <h2 id="h-poll">{t('studio.polls')}</h2>
        {runs && !over && (
          <button
            class="lnk"
            type="button"
            aria-expanded={writing !== null}
            onClick={() => write(writing ? null : 'new')}
          >
            {t(writing ? 'studio.not-now' : 'studio.poll-new')}
          </button>
        )}
      </header>
      <div class="polls">
        {writing && (
          <PollForm
            key={writing === 'new' ? 'new' : writing.id}
            poll={writing === 'new' ? null : writing}
            send={send}
            onDone={() => write(null)}
          />
        )}
        {!writing && polls.length === 0 && (
          <p class="prod-help">{t(over ? 'studio.nothing-left' : 'studio.no-polls')}</p>
        )}
        {listed.map((poll) => (
          <PollCard
            key={poll.id}
            poll={poll}
            isNext={!open && poll === ready}
            over={over}
            enabled={enabled}
            send={send}
            onEdit={() => write(poll)}
          />
        ))}
      </div>
    </section>
  );
}
