import { useEffect, useRef, useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import { inUse, type KeyName, keyOf, keys, setKey, standardKeys, switchKeys } from '../../lib/keys';

/** The key that does what this button does, or nothing when single keys are switched off. */
export const Key = ({ of, shift }: { of: KeyName; shift?: boolean }) =>
  keys.value.off ? null : (
    <kbd>
      {shift && '⇧'}
      {keyOf(of).toUpperCase()}
    </kbd>
  );

/** The help on keys, opened by its button or by a question mark; here they are changed and switched off. */
export function KeyHelp() {
  const dialog = useRef<HTMLDialogElement>(null);
  const [names, setNames] = useState<KeyName[]>([]);
  const open = () => {
    setNames(inUse());
    dialog.current?.showModal();
  };
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key === 'F6') nextRegion(event);
      else if (
        event.key === '?' &&
        !keys.value.off &&
        !(event.target as HTMLElement).closest('input, textarea, select, dialog')
      )
        open();
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, []);

  return (
    <>
      <button class="lnk keys-b" type="button" onClick={open}>
        {t('studio.keys')}
        {!keys.value.off && <kbd>?</kbd>}
      </button>
      <dialog class="confirm keys" ref={dialog} aria-labelledby="keys-h">
        <h2 id="keys-h">{t('studio.keys.title')}</h2>
        <p>{t('studio.keys.help')}</p>
        <label class="keys-on">
          <input
            type="checkbox"
            checked={!keys.value.off}
            onChange={(event) => switchKeys(event.currentTarget.checked)}
          />
          {t('studio.keys.on')}
        </label>
        <ul>
          {names.map((name) => (
            <li key={name}>
              <label for={`key-${name}`}>{t(`studio.keys.do.${name}`)}</label>
              <input
                class="desk-input"
                id={`key-${name}`}
                maxLength={1}
                autocomplete="off"
                disabled={keys.value.off}
                value={keyOf(name).toUpperCase()}
                onFocus={(event) => event.currentTarget.select()}
                onInput={(event) => {
                  const key = event.currentTarget.value.toLowerCase();
                  if (/^[!-~]$/.test(key) && key !== '?') setKey(name, key);
                  event.currentTarget.value = keyOf(name).toUpperCase();
                }}
              />
            </li>
          ))}
          {names.includes('backup') && (
            <li>
              <span>{t('studio.keys.do.sounds')}</span>
              <kbd>1–9</kbd>
            </li>
          )}
          {names.includes('caller') && (
            <li>
              <span>{t('studio.keys.do.callerOn')}</span>
              <kbd>⇧{keyOf('caller').toUpperCase()}</kbd>
            </li>
          )}
          <li>
            <span>{t('studio.keys.do.region')}</span>
            <kbd>F6</kbd>
          </li>
        </ul>
        <form method="dialog">
          <button class="b b-quiet" type="button" onClick={standardKeys}>
            {t('studio.keys.standard')}
          </button>
          <button class="b b-ok" type="submit">
            {t('studio.keys.close')}
          </button>
        </form>
      </dialog>
    </>
  );
}

/** From one part of the desk to the next: its first control takes the focus. */
function nextRegion(event: KeyboardEvent): void {
  const regions = [...document.querySelectorAll<HTMLElement>('#desk .bar, #desk .p, #desk .outs')].filter(
    (region) => region.getClientRects().length > 0,
  );
  const now = regions.findIndex((region) => region.contains(document.activeElement));
  const next = regions[(now + (event.shiftKey ? -1 : 1) + regions.length) % regions.length];
  if (!next) return;
  event.preventDefault();
  if (!next.hasAttribute('tabindex')) next.tabIndex = -1;
  next.focus();
}
