// What few visits need: saved talks, the data saver's switch, drafts, the offer of the home screen. lib/later.ts loads it.
export { offerInstall } from '../lib/install';

import { offerSave } from '../lib/save-button';
import { listSaved } from '../lib/saved-list';
import { chooseSaver, saver } from '../lib/saver';
import { stored } from '../lib/stored';

const find = (id: string) => document.getElementById(id);
const forbidden = () => {}; // a browser may keep no storage for us: then there is nothing to show

/** Fills in what this device alone knows, where the page has a place for it. */
export function showOwn(): void {
  const transport = find('transport');
  if (transport) offerSave(transport).catch(forbidden);
  const list = find('saved');
  if (list) listSaved(list).catch(forbidden);
  const draft = document.querySelector<HTMLTextAreaElement>('[data-draft]');
  if (draft) keepDraft(draft);
  const label = find('saver');
  if (label) showSaver(label);
}

/** A question that is being written stays on the device until it was sent. */
function keepDraft(draft: HTMLTextAreaElement): void {
  const key = `draft:${draft.dataset.draft}`;
  if (new URLSearchParams(location.search).get('done') === 'ask') stored.set(key, '');
  draft.value ||= stored.get(key);
  draft.addEventListener('input', () => stored.set(key, draft.value));
}

function showSaver(label: HTMLElement): void {
  const box = label.querySelector('input')!;
  box.checked = saver() === true;
  box.addEventListener('change', () => chooseSaver(box.checked));
  label.hidden = false;
}
