import { useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import { newId } from '../../lib/id';
import { useKeys } from '../../lib/keys';
import { shares } from '../../lib/polls';
import type { PollView } from '../../lib/protocol';
import { Share } from '../Ballot/Share';
import { Key } from '../Keys/Keys';

interface Props {
  polls: PollView[];
  enabled: boolean;
  shown: boolean;
  send: (method: string, ...args: unknown[]) => Promise<unknown>;
}

/** Polls: prepared, open, closed with their results. */
export function PollPanel({ polls, enabled, shown, send }: Props) {
  const [writing, setWriting] = useState(false);
  const open = polls.find((poll) => poll.state === 'open');
  const ready = polls.find((poll) => poll.state === 'draft');
  useKeys({
    poll: () => enabled && (open ? send('ClosePoll', open.id) : ready && send('OpenPoll', ready.id)),
  });
  return (
    <section class="p p-polls" data-shown={shown} aria-labelledby="h-poll">
      <header class="p-h">
        <h2 id="h-poll">{t('studio.polls')}</h2>
        <button class="lnk" type="button" aria-expanded={writing} onClick={() => setWriting(!writing)}>
          {t(writing ? 'studio.not-now' : 'studio.poll-new')}
        </button>
      </header>
      <div class="polls">
        {writing && <NewPoll onDone={() => setWriting(false)} send={send} />}
        {!writing && polls.length === 0 && <p class="prod-help">{t('studio.no-polls')}</p>}
        {[...polls].reverse().map((poll) => (
          <Poll poll={poll} key={poll.id} enabled={enabled} send={send} />
        ))}
      </div>
    </section>
  );
}

function Poll({ poll, enabled, send }: { poll: PollView; enabled: boolean; send: Props['send'] }) {
  const percent = shares(poll);
  const votes = (poll.tally ?? []).reduce((sum, n) => sum + n, 0);
  return (
    <article class="poll">
      <p class="poll-h">
        <b>{poll.text}</b>
        <span class={poll.state === 'open' ? 'tag tag-live' : 'tag'}>{t(`studio.poll.${poll.state}`)}</span>
      </p>
      <ul class="bars">
        {poll.options.map((option, index) => (
          <li key={option}>
            <Share class="bars-b" percent={percent[index] ?? 0} />
            <span>{option}</span>
            <b class="num">{poll.state === 'draft' ? '' : `${percent[index] ?? 0}%`}</b>
          </li>
        ))}
      </ul>
      <p class="poll-f">
        <span class="num">{poll.state === 'draft' ? '' : t('room.poll.votes', { n: votes })}</span>
        {poll.state === 'draft' && (
          <button class="b b-s b-ok" type="button" disabled={!enabled} onClick={() => void send('OpenPoll', poll.id)}>
            {t('studio.poll-open')} <Key of="poll" />
          </button>
        )}
        {poll.state === 'open' && (
          <button class="b b-s" type="button" disabled={!enabled} onClick={() => void send('ClosePoll', poll.id)}>
            {t('studio.poll-close')} <Key of="poll" />
          </button>
        )}
      </p>
    </article>
  );
}

function NewPoll({ send, onDone }: { send: Props['send']; onDone: () => void }) {
  const [text, setText] = useState('');
  const [options, setOptions] = useState('');
  const lines = options
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
  return (
    <form
      class="poll-new"
      onSubmit={(event) => {
        event.preventDefault();
        void send('CreatePoll', newId(), text.trim(), lines, null).then(
          (accepted) => accepted !== undefined && onDone(),
        );
      }}
    >
      <label for="poll-text">{t('studio.poll-text')}</label>
      <input
        class="desk-input"
        id="poll-text"
        maxLength={200}
        value={text}
        onInput={(event) => setText(event.currentTarget.value)}
      />
      <label for="poll-options">{t('studio.poll-options')}</label>
      <textarea
        class="desk-input"
        id="poll-options"
        rows={3}
        value={options}
        onInput={(event) => setOptions(event.currentTarget.value)}
      />
      <button class="b b-ok" type="submit" disabled={!text.trim() || lines.length < 2}>
        {t('studio.poll-save')}
      </button>
    </form>
  );
}
