import { useEffect, useRef, useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import type { BoardView, QuestionView, RoomView } from '../../lib/protocol';
import { sortQuestions } from '../../lib/room-state';
import { OwnQuestion } from '../Question/OwnQuestion';
import { Question } from '../Question/Question';

interface Props {
  room: RoomView;
  /** Why the last vote was refused, and for which question. */
  fault?: { id: string; text: string };
  onVote: (q: QuestionView) => void;
  onEdit: (q: QuestionView, text: string) => Promise<unknown>;
}

/**
 * The questions as the audience reads them. The list does not jump under a finger: while it is pointed at, focused or
 * scrolled its order stands, and what is new waits behind a button.
 */
export function QuestionList({ room, fault, onVote, onEdit }: Props) {
  const sorted = sortQuestions(room);
  const [held, setHeld] = useState<string[] | null>(null);
  const list = useRef<HTMLOListElement>(null);
  const ids = useRef<string[]>([]);
  ids.current = sorted.waiting.map((q) => q.id);

  const look = () => {
    const reading =
      list.current?.matches(':hover, :focus-within') || (list.current?.getBoundingClientRect().top ?? 0) < 0;
    setHeld((order) => (reading ? (order ?? ids.current) : null));
  };
  useEffect(() => {
    document.addEventListener('scroll', look, { capture: true, passive: true });
    return () => document.removeEventListener('scroll', look, { capture: true });
  }, []);

  const byId = new Map(sorted.waiting.map((q) => [q.id, q]));
  const waiting = held ? held.flatMap((id) => byId.get(id) ?? []) : sorted.waiting;
  const hidden = held ? sorted.waiting.filter((q) => !held.includes(q.id)).length : 0;
  const view = (q: QuestionView, done = false) => (
    <Question q={q} fault={fault?.id === q.id ? fault.text : ''} onVote={done ? undefined : () => onVote(q)} />
  );
  const item = (q: QuestionView, done = false) => (
    <li class={done ? 'q q-done' : 'q'} key={q.id}>
      {view(q, done)}
    </li>
  );

  return (
    <>
      {sorted.answering.map((q) => (
        <article class="q q-now" key={q.id}>
          {view(q)}
        </article>
      ))}
      {sorted.mine.map((q) => (
        <OwnQuestion
          q={q}
          key={q.id}
          joinedWith={room.questions.find((other) => other.id === q.mergedInto)}
          onEdit={(text) => onEdit(q, text)}
        />
      ))}
      {sorted.next.length > 0 && <ol class="qs qs-next">{sorted.next.map((q) => item(q))}</ol>}
      <div class="q-head">
        <h2>{t('room.waiting')}</h2>
        {hidden > 0 && (
          <button type="button" onClick={() => setHeld(ids.current)}>
            {t('room.show-new', { n: hidden })}
          </button>
        )}
      </div>
      {waiting.length + hidden === 0 && <p class="q-empty">{t('room.no-questions')}</p>}
      <ol
        class="qs"
        ref={list}
        onPointerEnter={look}
        onFocusIn={look}
        onPointerLeave={look}
        onFocusOut={() => setTimeout(look)}
      >
        {waiting.map((q) => item(q))}
      </ol>
      {sorted.done.length > 0 && (
        <>
          <div class="q-head">
            <h2>{t('room.done')}</h2>
          </div>
          <ol class="qs">{sorted.done.map((q) => item(q, true))}</ol>
        </>
      )}
      {room.board && room.board.received > 0 && <Sum board={room.board} />}
    </>
  );
}

/** What became of all that was asked: nothing is left lying in silence. */
const Sum = ({ board }: { board: BoardView }) => (
  <p class="q-sum num">
    {[
      t('room.sum', { n: board.received }),
      board.answered && t('room.sum.answered', { n: board.answered }),
      board.deferred && t('room.sum.deferred', { n: board.deferred }),
      board.joined && t('room.sum.joined', { n: board.joined }),
      ...board.declined.map(({ why, count }) => t(`room.sum.declined.${why}`, { n: count })),
    ]
      .filter(Boolean)
      .join(' · ')}
  </p>
);
