// The replay page's button that keeps the talk on this device.
import { t } from './i18n';
import { allSaved, canSave, save, unsave } from './saved';

/** @param box The transport, below which the button stands. It keeps the file that this browser plays: the smallest. */
export async function offerSave(box: HTMLElement): Promise<void> {
  const audio = box.querySelector('audio')!;
  const source = [...audio.querySelectorAll('source')].find(({ type }) => audio.canPlayType(type));
  if (!source || !canSave()) return;
  const replay = {
    title: box.dataset.title ?? document.title,
    page: location.pathname,
    file: new URL(source.src).pathname,
  };
  const size = source.dataset.size ?? '';
  const row = Object.assign(document.createElement('p'), { className: 'save btn-row' });
  const button = Object.assign(document.createElement('button'), { className: 'step', type: 'button' });
  const words = document.createElement('span');
  words.setAttribute('role', 'status');
  row.append(words, button);
  show(!!(await known()));
  box.append(row);

  async function known() {
    return (await allSaved()).find(({ file }) => file === replay.file);
  }

  function show(kept: boolean): void {
    words.textContent = kept ? t('saved.is') : '';
    button.textContent = kept ? t('saved.remove') : t('saved.save', { size });
    row.dataset.kept = String(kept);
  }

  button.addEventListener('click', async () => {
    if (button.getAttribute('aria-disabled')) return;
    button.setAttribute('aria-disabled', 'true');
    try {
      const old = await known();
      if (old) await unsave(old);
      else await save(replay, tell);
      show(!old);
      if (old) words.textContent = t('saved.removed');
    } catch {
      words.textContent = t('saved.failed');
    }
    button.removeAttribute('aria-disabled');
  });

  let told = -1;
  function tell(part: number): void {
    const percent = Math.floor(part * 10) * 10; // each step is read out
    if (percent === told) return;
    told = percent;
    words.textContent = t('saved.saving', { percent });
  }
}
