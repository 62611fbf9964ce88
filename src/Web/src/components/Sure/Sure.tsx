import type { RefObject } from 'preact';
import { t } from '../../lib/i18n';

interface Props {
  dialog: RefObject<HTMLDialogElement | null>;
  id: string;
  question: string;
  /** What the button says that does it. */
  yes: string;
  onYes: () => void;
}

/** Asks before something is done. */
export function Sure({ dialog, id, question, yes, onYes }: Props) {
  return (
    <dialog class="confirm" ref={dialog} aria-labelledby={id}>
      <form
        method="dialog"
        onSubmit={(event) => {
          if ((event.submitter as HTMLButtonElement | null)?.value === 'yes') onYes();
        }}
      >
        <p id={id}>{question}</p>
        <p>
          <button class="b b-quiet" type="submit" value="no">
            {t('studio.not-now')}
          </button>
          <button class="b b-live" type="submit" value="yes">
            {yes}
          </button>
        </p>
      </form>
    </dialog>
  );
}
