import { t } from '../../lib/i18n';
import { may } from '../../lib/may';
import { shares } from '../../lib/polls';
import type { PollView } from '../../lib/protocol';
import type { Send } from '../../lib/send';
import { span } from '../../lib/time';
import { Share } from '../Ballot/Share';
import { TimeLeft } from '../Ballot/TimeLeft';
import { Key } from '../Keys/Keys';
import { Answers } from './Answers';
import { summary } from './summary';

interface Props {
  poll: PollView;
  /** The poll that the key opens. */
  isNext: boolean;
  /** The talk is over: a result that was kept back can still be shown, and answers sorted, for the replay. */
  over: boolean;
  enabled: boolean;
  send: Send;
  onEdit: () => void;
}

/** One poll: its numbers, what the host may read out, and what can be done with it now. */
export function PollCard({ poll, isNext, over, enabled, send, onEdit }: Props) {
  const { kind, hidden, seconds, right } = poll.rules;
  const percent = shares(poll);
  const { state } = poll;
  const isDraft = state === 'draft';
  const runs = may('producer');
  const act = (method: string, text: string, tone: string, hasKey = false) => (
    <Act text={text} tone={tone} enabled={enabled} hasKey={hasKey} onAct={() => void send(method, poll.id)} />
  );
  return (
    <article class="poll">
      <p class="poll-h">
        <b>{poll.text}</b>
        <span class={state === 'open' ? 'tag tag-live' : 'tag'}>{t(`studio.poll.${state}`)}</span>
      </p>
      <p class="poll-k">
        <span>{t(`studio.poll.kind.${kind}`)}</span>
        {hidden && <span>{t('studio.poll.hidden')}</span>}
        {state === 'open' && poll.endsAt ? (
          <TimeLeft endsAt={poll.endsAt} />
        ) : (
          seconds && <span class="num">{span(seconds)}</span>
        )}
        {!isDraft && <span class="num">{t('room.poll.votes', { n: poll.voters })}</span>}
      </p>
      {runs && (
        <p class="poll-f">
          {isDraft && !over && (
            <>
              {act('OpenPoll', t('studio.poll-open'), 'b-ok', isNext)}
              <button class="b b-s b-quiet" type="button" disabled={!enabled} onClick={onEdit}>
                {t('studio.poll-edit')}
              </button>
              {act('DeletePoll', t('studio.poll-delete'), 'b-quiet')}
            </>
          )}
          {state === 'open' && act('ClosePoll', t('studio.poll-close'), '', true)}
          {(state === 'open' || state === 'closed') &&
            (hidden || kind === 'quiz') &&
            act('RevealPoll', t('studio.poll-reveal'), 'b-ok')}
          {!over &&
            (state === 'closed' || (state === 'revealed' && kind !== 'quiz')) &&
            act('OpenPoll', t('studio.poll-reopen'), 'b-quiet', isNext)}
        </p>
      )}
      <ul class="bars">
        {poll.options.map((option, index) => (
          <li key={option}>
            <Share class="bars-b" percent={isDraft ? 0 : (percent[index] ?? 0)} />
            <span>
              {option}
              {right === index && <b class="poll-right"> {t('room.poll.is-right')}</b>}
            </span>
            <b class="num">
              {!isDraft &&
                (kind === 'ranking'
                  ? t('room.poll.points', { n: poll.tally?.[index] ?? 0 })
                  : `${percent[index] ?? 0}%`)}
            </b>
          </li>
        ))}
      </ul>
      {kind === 'text' && !isDraft && <Answers poll={poll} enabled={enabled} send={send} />}
      {runs && !isDraft && (
        <p class="poll-said">
          <b>{t('studio.poll.read')}</b> {summary(poll)}
        </p>
      )}
    </article>
  );
}

interface ActProps {
  text: string;
  tone: string;
  enabled: boolean;
  /** The key for polls does it, too. */
  hasKey?: boolean;
  onAct: () => void;
}

const Act = ({ text, tone, enabled, hasKey, onAct }: ActProps) => (
  <button class={`b b-s ${tone}`} type="button" disabled={!enabled} onClick={onAct}>
    {text} {hasKey && <Key of="poll" />}
  </button>
);
