import { useReducer, useRef } from 'preact/hooks';
import type { QuestionView } from '../../lib/protocol';

/** What is being written or chosen for a question. */
export type Mode = 'decline' | 'reword' | 'write' | 'merge' | 'labels' | 'times' | 'hear' | null;

interface Work {
  /** As it was when the form was opened. */
  q: QuestionView;
  mode: Mode;
  /** Where it stood in the list. */
  place: number;
}

/**
 * Which question the keys and the forms act on. Only the moderator's own doing changes it: when somebody else moves the
 * chosen question on, nothing is chosen until she chooses again; a form that is open stays with its question.
 */
export function useSelection(items: QuestionView[], all: QuestionView[]) {
  const [, draw] = useReducer((count: number) => count + 1, 0);
  const { current: now } = useRef({
    id: null as string | null,
    place: 0,
    mine: false,
    work: null as Work | null,
    items,
  });
  now.items = items;

  if (items.length === 0 && !now.mine && !now.work) now.id = null; // the first that comes is chosen
  let selected = items.find((q) => q.id === now.id);
  if (!selected && (now.id === null || now.mine)) {
    selected = items[Math.min(now.place, items.length - 1)];
    now.id = selected?.id ?? null;
    now.mine = false;
  }
  if (selected) now.place = items.indexOf(selected);

  const choose = (id: string | null) => {
    now.id = id;
    now.place = 0;
    now.mine = false;
    now.work = null;
    draw(0);
  };
  const { work } = now;
  const worked = work && (all.find((q) => q.id === work.q.id) ?? work.q);
  const stays = !worked || items.includes(worked);
  return {
    selected: worked ?? selected,
    mode: work?.mode ?? null,
    /** The list with the question whose form is open, wherever that went. */
    shown: stays ? items : [...items.slice(0, work!.place), worked, ...items.slice(work!.place)],
    /** The question of the open form is not what it was when the form was opened. */
    moved: work !== null && (worked?.state !== work.q.state || !all.includes(worked)),
    /** What was chosen left the list by somebody else's doing. */
    gone: !worked && !selected && now.id !== null,
    choose,
    open(q: QuestionView, mode: Mode) {
      choose(q.id);
      now.place = Math.max(0, items.indexOf(q));
      now.work = mode && { q, mode, place: now.place };
    },
    /** Goes on from a question that was dealt with: to the one below it, else above, else to whatever comes. */
    leave(q: QuestionView) {
      const place = now.items.findIndex((one) => one.id === q.id);
      const below = now.work?.place ?? now.place;
      const next = now.items[place + 1] ?? now.items[place - 1];
      if (place < 0) choose(null);
      else choose(next?.id ?? q.id);
      now.mine = place >= 0 && !next;
      now.place = place < 0 ? below : place;
    },
    worksOn: (q: QuestionView) => now.work?.q.id === q.id,
    move(step: number): QuestionView | undefined {
      const from = selected ? now.place + step : now.place - (step < 0 ? 1 : 0);
      const next = items[Math.max(0, Math.min(items.length - 1, from))];
      choose(next?.id ?? null);
      return next;
    },
  };
}
