import { useEffect, useRef, useState } from 'preact/hooks';
import { t } from '../../lib/i18n';

interface Props {
  label: string;
  seconds: number;
  /** What the dialog asks those who cannot hold. */
  question: string;
  go?: boolean;
  disabled?: boolean;
  onHeld: () => void;
}

/** Goes off when held so long with a finger; from the keyboard or a switch it asks instead. */
export function HoldButton({ label, seconds, question, go, disabled, onHeld }: Props) {
  const [held, setHeld] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const dialog = useRef<HTMLDialogElement>(null);
  const timer = useRef(0);

  useEffect(() => button.current?.style.setProperty('--hold', `${seconds}s`), [seconds]);
  const release = () => {
    clearTimeout(timer.current);
    setHeld(false);
  };
  const press = (event: PointerEvent) => {
    if (disabled || event.button !== 0) return;
    setHeld(true);
    timer.current = window.setTimeout(() => {
      setHeld(false);
      onHeld();
    }, seconds * 1000);
  };

  return (
    <>
      <button
        class={go ? 'hold hold-go' : 'hold'}
        type="button"
        ref={button}
        disabled={disabled}
        data-held={held}
        onPointerDown={press}
        onPointerUp={release}
        onPointerLeave={release}
        onPointerCancel={release}
        onContextMenu={(event) => event.preventDefault()}
        onClick={(event) => {
          if (event.detail === 0) dialog.current?.showModal();
        }}
      >
        <span>{label}</span>
        <span class="hold-h">{t('studio.hold', { n: seconds })}</span>
      </button>
      <dialog class="confirm" ref={dialog} aria-labelledby={`hold-${label}`}>
        <form
          method="dialog"
          onSubmit={(event) => {
            if ((event.submitter as HTMLButtonElement | null)?.value === 'yes') onHeld();
          }}
        >
          <p id={`hold-${label}`}>{question}</p>
          <p>
            <button class="b b-quiet" type="submit" value="no">
              {t('studio.not-now')}
            </button>
            <button class="b b-live" type="submit" value="yes">
              {label}
            </button>
          </p>
        </form>
      </dialog>
    </>
  );
}
