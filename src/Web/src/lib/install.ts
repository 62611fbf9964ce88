// A quiet line that offers the home screen, from the second visit on. It never comes during a talk: the live room does not
// load this.
import { t } from './i18n';
import { stored } from './stored';

/** What Chromium gives a page that could be installed. */
export interface InstallPrompt extends Event {
  prompt(): Promise<unknown>;
}

const visits = 'visits';
const declined = 'install-no';

/** Counts this visit, if it is one: pages in one tab belong together. Where nothing can be kept each is the first. */
export function countVisit(): number {
  const known = Number(stored.get(visits));
  try {
    if (sessionStorage.getItem(visits)) return known;
    sessionStorage.setItem(visits, '1');
  } catch {
    return 1;
  }
  stored.set(visits, String(known + 1));
  return known + 1;
}

/** Offers it at the page's end, once and for all. */
export function offerInstall(prompt: InstallPrompt): void {
  if (countVisit() < 2 || stored.get(declined) || document.querySelector('.install')) return;
  const box = Object.assign(document.createElement('section'), { className: 'notice install' });
  const name = document.querySelector('.brand b')!.textContent!;
  const words = Object.assign(document.createElement('p'), { textContent: t('install.text', { name }) });
  const row = Object.assign(document.createElement('p'), { className: 'btn-row' });
  const choice = (text: string, className: string, act: () => void) => {
    const button = Object.assign(document.createElement('button'), { type: 'button', className, textContent: text });
    button.addEventListener('click', () => {
      stored.set(declined, '1'); // the browser asks by itself from here on, or she does not want it
      box.remove();
      act();
    });
    return button;
  };
  row.append(
    choice(t('install.yes'), 'btn', () => void prompt.prompt()),
    choice(t('install.no'), 'btn btn-ghost', () => {}),
  );
  box.setAttribute('aria-label', t('install.yes'));
  box.append(words, row);
  document.querySelector('main')!.append(box);
}
