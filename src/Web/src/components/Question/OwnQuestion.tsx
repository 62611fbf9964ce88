import { useState } from 'preact/hooks';
import { draftOf } from '../../lib/drafts';
import { t } from '../../lib/i18n';
import type { QuestionView } from '../../lib/protocol';
import { explain } from '../../lib/refusals';
import { Icon } from '../Icon/Icon';

interface Props {
  q: QuestionView;
  /** The question that it was joined with, where everybody sees it. */
  joinedWith?: QuestionView;
  onEdit: (text: string) => Promise<unknown>;
}

const icons: Partial<Record<QuestionView['state'], string>> = { declined: 'x', merged: 'check' };

/** The viewer's own question as long as only she sees it: she may change it; or why it was not taken, or where it went. */
export function OwnQuestion({ q, joinedWith, onEdit }: Props) {
  const edit = draftOf<string | null>(`edit:${q.id}`, null);
  const draft = edit.value;
  const setDraft = (text: string | null) => {
    edit.value = text;
  };
  const [fault, setFault] = useState('');
  const state = q.sending ? 'sending' : q.state;
  const why = q.why && q.why !== 'other' ? t(`room.q.why.${q.why}`) : '';
  return (
    <article class="q q-mine" data-state={state}>
      <p class="q-k">
        <Icon name={icons[q.state] ?? 'clock'} />
        {t(`room.q.${state}`)}
      </p>
      {draft === null ? (
        <>
          <p class="q-t" lang={q.language ?? undefined}>
            {q.text}
          </p>
          {(why || q.reason) && (
            <p class="q-by">
              {why} {q.reason}
            </p>
          )}
          {q.edited && <p class="q-by">{t('room.q.edited-yours')}</p>}
          {joinedWith && (
            <p class="q-by" lang={joinedWith.language ?? undefined}>
              {joinedWith.text}
            </p>
          )}
          {state === 'asked' && (
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
            setDraft(null);
            setFault('');
            onEdit(draft.trim()).catch((refusal: unknown) => {
              setDraft(edit.value ?? draft);
              setFault(explain(refusal));
            });
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
          {fault && (
            <p class="fault" role="alert">
              {fault}
            </p>
          )}
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
