import type { ComponentChild } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import { Sure } from '../Sure/Sure';

interface Props {
  label: string;
  seconds: number;
  /** What the dialog asks those who cannot hold. */
  question: string;
  go?: boolean;
  disabled?: boolean;
  /** A key that does the same is down. */
  keyDown?: boolean;
  /** That key, to be shown. */
  hint?: ComponentChild;
  onHeld: () => void;
}

/** Goes off when held so long with a finger; from the keyboard or a switch it asks instead. */
export function HoldButton({ label, seconds, question, go, disabled, keyDown, hint, onHeld }: Props) {
  const [held, setHeld] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const dialog = useRef<HTMLDialogElement>(null);
  const timer = useRef(0);

  useEffect(() => button.current?.style.setProperty('--hold', `${seconds}s`), [seconds]);
  const release = () => {
    clearTimeout(timer.current);
    setHeld(false);
  };
  const hold = () => {
    if (disabled) return;
    clearTimeout(timer.current);
    setHeld(true);
    timer.current = window.setTimeout(() => {
      setHeld(false);
      onHeld();
    }, seconds * 1000);
  };
  useEffect(() => {
    if (!keyDown) return;
    hold();
    return release;
  }, [keyDown]);

  return (
    <>
      <button
        class={go ? 'hold hold-go' : 'hold'}
        type="button"
        ref={button}
        disabled={disabled}
        data-held={held}
        onPointerDown={(event) => event.button === 0 && hold()}
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
        {hint}
      </button>
      <Sure dialog={dialog} id={`hold-${label}`} question={question} yes={label} onYes={onHeld} />
    </>
  );
}
