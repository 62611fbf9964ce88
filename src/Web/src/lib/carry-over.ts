// The page's own forms work until the scripts take over: what was begun in them goes on.

import { kept } from './kept';
import { begun } from './polls';
import { stored } from './stored';

const field = (root: HTMLElement) => root.querySelector<HTMLTextAreaElement>('#ask');

/** Waits while something else than a question is being written or chosen: it would have to be done again. */
export async function untilFree(root: HTMLElement): Promise<void> {
  const busy = () =>
    document.activeElement?.closest('#room form:not(.ask, .vote-form)') ||
    [...root.querySelectorAll<HTMLTextAreaElement>('form:not(.ask) textarea')].some(
      (text) => text.value !== text.defaultValue,
    );
  while (busy()) await new Promise((done) => root.addEventListener('focusout', () => setTimeout(done), { once: true }));
}

/**
 * Takes a question, a name and chosen options along. What it gives puts the cursor back when the new box is there.
 * @param known The name by which the server knows her: as long as she leaves it, it is not the device's to keep.
 */
export function carryOver(root: HTMLElement, draft: string, known = ''): () => void {
  const ask = field(root);
  if (new URLSearchParams(location.search).get('done') === 'ask') stored.set(draft, '');
  if (ask?.value) stored.set(draft, ask.value);
  const name = root.querySelector<HTMLInputElement>('.ask-name input');
  if (name && name.value !== known) kept.write('name', name.value);
  for (const form of root.querySelectorAll<HTMLFormElement>('form.ballot')) {
    const ballot = new FormData(form);
    const chosen = ballot.getAll('option').filter(Boolean).map(Number);
    if (chosen.length > 0) begun(String(ballot.get('poll'))).value = { chosen, text: '' };
  }
  if (!ask || document.activeElement !== ask) return () => {};
  const [from, to] = [ask.selectionStart, ask.selectionEnd];
  return () => {
    field(root)?.focus();
    field(root)?.setSelectionRange(from, to);
  };
}

/** What the page says of the form that led to it; a reload shall not say it again. */
export function outcome(root: HTMLElement): { icon: string; text: string } | undefined {
  const told = root.querySelector<HTMLElement>(':scope > .banner-ok, :scope > .banner[role="alert"]');
  if (!told) return undefined;
  history.replaceState(null, '', location.pathname + location.hash);
  return { icon: told.matches('.banner-ok') ? 'check' : 'warn', text: told.textContent!.trim() };
}
