import { useEffect, useRef, useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import type { CrewNote } from '../../lib/mix';

interface Props {
  notes: CrewNote[];
  enabled: boolean;
  /** True when the server took it. */
  onWrite: (text: string) => Promise<boolean>;
  /** What the page's own fields are. */
  field?: string;
}

/** What the crew writes to each other, the newest below, in sight. */
export function Crew({ notes, enabled, onWrite, field }: Props) {
  const [text, setText] = useState('');
  const list = useRef<HTMLOListElement>(null);
  const newest = notes[notes.length - 1]?.id;
  useEffect(() => {
    const scroller = list.current;
    if (scroller && newest !== undefined) scroller.scrollTop = scroller.scrollHeight;
  }, [newest]);
  const write = async (event: Event) => {
    event.preventDefault();
    if (text.trim() && (await onWrite(text.trim()))) setText('');
  };
  return (
    <section class="crew" aria-labelledby="h-crew">
      <h2 id="h-crew">{t('crew.title')}</h2>
      {notes.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys
        <ol ref={list} tabIndex={0} aria-live="polite" aria-labelledby="h-crew">
          {notes.map((note) => (
            <li key={note.id}>
              {note.author && <b>{note.author}</b>} {note.text}
            </li>
          ))}
        </ol>
      )}
      <form onSubmit={(event) => void write(event)}>
        <input
          class={field}
          aria-label={t('crew.write')}
          placeholder={t('crew.write')}
          maxLength={280}
          value={text}
          onInput={(event) => setText(event.currentTarget.value)}
          disabled={!enabled}
        />
      </form>
    </section>
  );
}
