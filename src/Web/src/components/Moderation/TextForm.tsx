import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { t } from '../../lib/i18n';

interface Props {
  id: string;
  label: string;
  /** What the button says. */
  action: string;
  value?: string;
  rows?: number;
  /** Whether it was taken; what was not stays in the field. */
  onText: (text: string) => Promise<boolean>;
  onCancel?: () => void;
  /** Escape does this where the form has no way out of its own. */
  onEscape?: () => void;
  /** Something was typed. */
  onBegin?: () => void;
  /** What is told beside the text. */
  children?: ComponentChildren;
}

/** A line or a few of text in the desk's list: Enter sends it, Escape leaves it. */
export function TextForm({
  id,
  label,
  action,
  value = '',
  rows = 2,
  onText,
  onCancel,
  onEscape = onCancel,
  onBegin,
  children,
}: Props) {
  const [text, setText] = useState(value);
  const field = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => {
    if (onCancel) field.current?.focus();
  }, []);
  const [state, setState] = useState<'written' | 'sending' | 'refused'>('written');
  const submit = async (event: Event) => {
    event.preventDefault();
    if (!text.trim() || state === 'sending') return;
    setState('sending');
    setState((await onText(text.trim())) ? 'written' : 'refused');
  };
  return (
    <form
      class="reason"
      onSubmit={(event) => void submit(event)}
      onKeyDown={(event) => {
        if (event.isComposing) return; // these keys belong to the input method
        if (event.key === 'Escape') onEscape?.();
        const chooses = event.target instanceof HTMLButtonElement || event.target instanceof HTMLSelectElement;
        if (event.key === 'Enter' && !event.shiftKey && !chooses) void submit(event);
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
        aria-invalid={state === 'refused'}
        aria-describedby={state === 'refused' ? `${id}-kept` : undefined}
        onInput={(event) => {
          setText(event.currentTarget.value);
          onBegin?.();
        }}
      />
      {children}
      {state === 'refused' && (
        <p class="reason-kept" id={`${id}-kept`} role="alert">
          {t('studio.q.kept')}
        </p>
      )}
      <p>
        <button class="b b-s b-ok" type="submit" disabled={!text.trim() || state === 'sending'}>
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
