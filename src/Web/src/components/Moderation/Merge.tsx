import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import type { QuestionView } from '../../lib/protocol';
import { likeness } from './languages';

interface Props {
  q: QuestionView;
  questions: QuestionView[];
  onMerge: (into: string) => void;
  onCancel: () => void;
}

const may = ['asked', 'approved', 'next', 'answering', 'answered', 'deferred'];

/** Chooses the question that answers this one, too: those that are most like it come first. */
export function Merge({ q, questions, onMerge, onCancel }: Props) {
  const others = questions.filter((other) => other.id !== q.id && other.text && may.includes(other.state));
  const texts = others.map((other) => `${other.id} ${other.text}`).join('\n');
  // Every vote makes the list anew; what is like what changes with the words alone.
  const like = useMemo(() => new Map(others.map((other) => [other.id, likeness(q.text, other.text)])), [q.text, texts]);
  others.sort((a, b) => like.get(b.id)! - like.get(a.id)!);
  const [into, setInto] = useState(others[0]?.id);
  const isThere = others.some((other) => other.id === into);
  const field = useRef<HTMLSelectElement>(null);
  useEffect(() => field.current?.focus(), []);
  return (
    <form
      class="reason"
      onSubmit={(event) => {
        event.preventDefault();
        if (into && isThere) onMerge(into);
      }}
      onKeyDown={(event) => event.key === 'Escape' && !event.isComposing && onCancel()}
    >
      <label for="merge">{t('studio.q.merge-with')}</label>
      <select
        class="desk-input"
        id="merge"
        ref={field}
        value={into}
        onChange={(event) => setInto(event.currentTarget.value)}
      >
        {!isThere && <option value={into} />}
        {others.map((other) => (
          <option key={other.id} value={other.id} lang={other.language ?? undefined}>
            {other.text}
          </option>
        ))}
      </select>
      <p>
        <button class="b b-s b-ok" type="submit" disabled={!isThere}>
          {t('studio.q.merge')}
        </button>
        <button class="b b-s b-quiet" type="button" onClick={onCancel}>
          {t('studio.not-now')}
        </button>
      </p>
    </form>
  );
}
