// Adds the viewer's own time beside the station's, where the two differ. All else on these pages is plain HTML.
import '../lib/menu';
import { language, t } from '../lib/i18n';
import { readyForOffline } from '../lib/offline';
import { stored } from '../lib/stored';
import { clock } from '../lib/time';

const words = (kind: string, className: string, textContent: string) =>
  Object.assign(document.createElement(kind), { className, textContent });

for (const element of document.querySelectorAll<HTMLTimeElement>('time[data-zone]')) {
  const at = new Date(element.dateTime);
  const here = clock(at, language());
  if (here === clock(at, language(), element.dataset.zone)) continue;
  element.append(' ', words('span', 'when-yours', t('time.yours', { time: here })));
}

// A page that the service worker kept says so.
const { seen } = document.documentElement.dataset;
if (seen) {
  const time = new Date(seen).toLocaleString(language());
  document.querySelector('main')!.before(words('p', 'notice', t('time.seen', { time })));
}

// A question that is being written stays on the device until it was sent.
const draft = document.querySelector<HTMLTextAreaElement>('[data-draft]');
if (draft) {
  const key = `draft:${draft.dataset.draft}`;
  if (new URLSearchParams(location.search).get('done') === 'ask') stored.set(key, '');
  draft.value ||= stored.get(key);
  draft.addEventListener('input', () => stored.set(key, draft.value));
}

readyForOffline();
