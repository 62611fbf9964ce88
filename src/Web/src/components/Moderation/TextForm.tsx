import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { t } from '../../lib/i18n';

interface Props {
  id: string;
  label: string;
  /** What the button says. */
  action: string;
  value?: string;
  rows?: number;
  onText: (text: string) => void;
  onCancel?: () => void;
}

/** A line or a few of text in the desk's list: Enter sends it, Escape leaves it. */
export function TextForm({ id, label, action, value = '', rows = 2, onText, onCancel }: Props) {
  const [text, setText] = useState(value);
  const field = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => {
    if (onCancel) field.current?.focus();
  }, []);
  const submit = (event: Event) => {
    event.preventDefault();
    if (text.trim()) onText(text.trim());
  };
  return (
    <form
      class="reason"
      onSubmit={submit}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onCancel?.();
        if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) submit(event);
      }}
    >
      <label for={id}>{label}</label>
      <textarea
        class="desk-input"
        id={id}
        ref={field}
        rows={rows}
        maxLength={4000}
        value={text}
        onInput={(event) => setText(event.currentTarget.value)}
      />
      <p>
        <button class="b b-s b-ok" type="submit" disabled={!text.trim()}>
          {action}
        </button>
        {onCancel && (
          <button class="b b-s b-quiet" type="button" onClick={onCancel}>
            {t('studio.not-now')}
          </button>
        )}
      </p>
    </form>
  );
}
