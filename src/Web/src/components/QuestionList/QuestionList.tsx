import { useRef, useState } from 'preact/hooks';
import { language, t } from '../../lib/i18n';
import type { QuestionView } from '../../lib/protocol';
import { sortQuestions } from '../../lib/room-state';
import { OwnQuestion, Question } from '../Question/Question';

interface Props {
  questions: QuestionView[];
  onVote: (q: QuestionView) => void;
  onEdit: (q: QuestionView, text: string) => Promise<unknown>;
}

/**
 * The questions as the audience reads them. The list does not jump under a finger: while it is pointed at or focused its
 * order stands, and what is new waits behind a button.
 */
export function QuestionList({ questions, onVote, onEdit }: Props) {
  const sorted = sortQuestions(questions);
  const [held, setHeld] = useState<string[] | null>(null);
  const list = useRef<HTMLOListElement>(null);

  const hold = () => setHeld((order) => order ?? sorted.waiting.map((q) => q.id));
  const release = () => {
    if (!list.current?.matches(':hover, :focus-within')) setHeld(null);
  };
  const byId = new Map(sorted.waiting.map((q) => [q.id, q]));
  const waiting = held ? held.flatMap((id) => byId.get(id) ?? []) : sorted.waiting;
  const hidden = held ? sorted.waiting.filter((q) => !held.includes(q.id)).length : 0;

  return (
    <>
      {sorted.answering.map((q) => (
        <article class="q q-now" key={q.id}>
          <Question q={q} language={language()} onVote={() => onVote(q)} />
        </article>
      ))}
      {sorted.mine.map((q) => (
        <OwnQuestion q={q} key={q.id} onEdit={(text) => onEdit(q, text)} />
      ))}
      <div class="q-head">
        <h2>{t('room.waiting')}</h2>
        {hidden > 0 && (
          <button type="button" onClick={() => setHeld(null)}>
            {t('room.show-new', { n: hidden })}
          </button>
        )}
      </div>
      {waiting.length === 0 && <p class="q-empty">{t('room.no-questions')}</p>}
      <ol
        class="qs"
        ref={list}
        onPointerEnter={hold}
        onFocusIn={hold}
        onPointerLeave={release}
        onFocusOut={() => setTimeout(release)}
      >
        {waiting.map((q) => (
          <li class="q" key={q.id}>
            <Question q={q} language={language()} onVote={() => onVote(q)} />
          </li>
        ))}
      </ol>
      {sorted.done.length > 0 && (
        <>
          <div class="q-head">
            <h2>{t('room.done')}</h2>
          </div>
          <ol class="qs">
            {sorted.done.map((q) => (
              <li class="q q-done" key={q.id}>
                <Question q={q} language={language()} />
              </li>
            ))}
          </ol>
        </>
      )}
    </>
  );
}
