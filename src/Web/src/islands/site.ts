// Adds the viewer's own time beside the station's, where the two differ. All else on these pages is plain HTML.
import '../lib/menu';
import { language, t } from '../lib/i18n';
import type { InstallPrompt } from '../lib/install';
import { withLater } from '../lib/later';
import { readyForOffline } from '../lib/offline';
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

// The home screen is offered quietly, and not on the first visit.
addEventListener('beforeinstallprompt', (event) => {
  event.preventDefault();
  withLater((on) => on.offerInstall(event as InstallPrompt));
});

// What this device alone knows: saved talks, the data saver's switch, a question that is being written.
if (document.querySelector('#saved, #transport, [data-draft]')) withLater((on) => on.showOwn());

readyForOffline();
