import { useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import type { QuestionView } from '../../lib/protocol';
import { clock } from '../../lib/time';
import { Icon } from '../Icon/Icon';

const Author = ({ q }: { q: QuestionView }) => <p class="q-by">{q.author ?? t('room.anonymous')}</p>;

/** A question that everybody sees. */
export function Question({ q, language, onVote }: { q: QuestionView; language: string; onVote?: () => void }) {
  return (
    <>
      {q.state === 'answering' && (
        <p class="q-k">
          <span class="live-dot" aria-hidden="true" />
          {t('room.q.answering')}
        </p>
      )}
      {q.state === 'answered' && (
        <p class="q-k">
          <Icon name="check" />
          {q.answeredAt
            ? t('room.q.answered-at', { time: clock(new Date(q.answeredAt), language) })
            : t('room.q.answered')}
        </p>
      )}
      {q.state === 'deferred' && (
        <p class="q-k">
          <Icon name="clock" />
          {t('room.q.deferred')}
        </p>
      )}
      <p class="q-t" lang={q.language ?? undefined}>
        {q.text}
      </p>
      <Author q={q} />
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

/** The viewer's own question while it waits: she may change it; or why it was not taken. */
export function OwnQuestion({ q, onEdit }: { q: QuestionView; onEdit: (text: string) => Promise<unknown> }) {
  const [draft, setDraft] = useState<string | null>(null);
  const declined = q.state === 'declined';
  return (
    <article class="q q-mine" data-state={q.state}>
      <p class="q-k">
        <Icon name={declined ? 'x' : 'clock'} />
        {t(declined ? 'room.q.declined' : 'room.q.asked')}
      </p>
      {draft === null ? (
        <>
          <p class="q-t">{q.text}</p>
          {declined && q.reason && <p class="q-by">{q.reason}</p>}
          {!declined && (
            <button class="q-more" type="button" onClick={() => setDraft(q.text)}>
              {t('room.q.edit')}
            </button>
          )}
        </>
      ) : (
        <form
          class="q-edit"
          onSubmit={(event) => {
            event.preventDefault();
            void onEdit(draft.trim()).then(() => setDraft(null));
          }}
        >
          <label class="vh" for={`edit-${q.id}`}>
            {t('room.ask.label')}
          </label>
          <textarea
            id={`edit-${q.id}`}
            rows={3}
            maxLength={1000}
            value={draft}
            onInput={(event) => setDraft(event.currentTarget.value)}
          />
          <p class="btn-row">
            <button class="btn" type="submit" disabled={!draft.trim()}>
              {t('room.q.save')}
            </button>
            <button class="btn btn-ghost" type="button" onClick={() => setDraft(null)}>
              {t('room.q.leave')}
            </button>
          </p>
        </form>
      )}
    </article>
  );
}
