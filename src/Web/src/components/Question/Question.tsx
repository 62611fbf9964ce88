import type { ComponentChildren } from 'preact';
import { language, t } from '../../lib/i18n';
import type { QuestionView } from '../../lib/protocol';
import { clock } from '../../lib/time';
import { Icon } from '../Icon/Icon';

/** What stands above a question: how far it came. */
function step(q: QuestionView): [icon: string, text: string] | null {
  switch (q.state) {
    case 'answering':
      return ['', t('room.q.answering')];
    case 'next':
      return ['next', t('room.q.next')];
    case 'answered':
      return q.answeringAt
        ? ['check', t('room.q.answered-at', { time: clock(new Date(q.answeringAt), language()) })]
        : ['check', t(q.answer ? 'room.q.answered-in-writing' : 'room.q.answered')];
    case 'deferred':
      return ['clock', t('room.q.deferred')];
    default:
      return q.pinned ? ['pin', t('room.q.pinned')] : null;
  }
}

/** A question that everybody sees. */
export function Question({ q, fault, onVote }: { q: QuestionView; fault?: string; onVote?: () => void }) {
  const kicker = step(q);
  return (
    <>
      {kicker && (
        <p class="q-k">
          {kicker[0] ? <Icon name={kicker[0]} /> : <span class="live-dot" aria-hidden="true" />}
          {kicker[1]}
        </p>
      )}
      <p class="q-t" lang={q.language ?? undefined}>
        {q.text}
      </p>
      <p class="q-by">
        <span>{q.author ?? t('room.anonymous')}</span>
        {q.mine && <b>{t('room.q.yours')}</b>}
        {q.joined && <span>{t('room.q.joined', { n: q.joined.length })}</span>}
        {q.edited && <span>{t(q.mine ? 'room.q.edited-yours' : 'room.q.edited')}</span>}
      </p>
      {q.answer && <Answer>{q.answer}</Answer>}
      {fault && (
        <p class="fault" role="alert">
          {fault}
        </p>
      )}
      {onVote && (
        <span class="vote-form">
          <button
            class="vote"
            type="button"
            aria-pressed={q.voted}
            aria-label={t('room.upvote', { n: q.votes })}
            onClick={onVote}
          >
            <Icon name="up" />
            <span class="num">{q.votes}</span>
          </button>
        </span>
      )}
    </>
  );
}

const Answer = ({ children }: { children: ComponentChildren }) => (
  <p class="q-answer">
    <b>{t('room.q.answer')}</b> {children}
  </p>
);
