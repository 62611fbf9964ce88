// The list of saved talks on one's own page and on the page for no network.
import { language, t } from './i18n';
import { allSaved, canSave, type Saved, space, unsave } from './saved';

const size = (bytes: number): string => {
  const mb = bytes / 1e6;
  if (mb < 1) return t('size.kb', { n: Math.max(1, Math.floor(bytes / 1000)) });
  return t('size.mb', { n: mb < 10 ? Math.round(mb * 10) / 10 : Math.round(mb) });
};

/** Fills the section. */
export async function listSaved(section: HTMLElement): Promise<void> {
  if (!canSave()) return;
  const empty = section.querySelector<HTMLElement>('.empty')!;
  const list = Object.assign(document.createElement('ul'), { className: 'rows' });
  const foot = Object.assign(document.createElement('p'), { className: 'field-help num' });
  foot.setAttribute('role', 'status');
  section.append(list, foot);
  await show();

  async function show(): Promise<void> {
    const all = (await allSaved()).sort((a, b) => a.title.localeCompare(b.title, language()));
    empty.hidden = all.length > 0;
    list.hidden = all.length === 0;
    list.replaceChildren(...all.map(row));
    const told = all.length ? await space(all) : null;
    foot.textContent = told ? t('saved.space', { used: size(told.used), free: size(told.free) }) : '';
  }

  function row(one: Saved): HTMLElement {
    const item = Object.assign(document.createElement('li'), { className: 'row' });
    const title = Object.assign(document.createElement('p'), { className: 'row-t' });
    title.append(Object.assign(document.createElement('a'), { href: one.page, textContent: one.title }));
    const cost = Object.assign(document.createElement('p'), { className: 'row-k num', textContent: size(one.bytes) });
    const remove = Object.assign(document.createElement('button'), {
      className: 'btn btn-quiet row-do',
      type: 'button',
      textContent: t('saved.remove'),
    });
    remove.setAttribute('aria-label', `${t('saved.remove')}: ${one.title}`);
    remove.addEventListener('click', async () => {
      const next = (item.nextElementSibling ?? item.previousElementSibling)?.querySelector('a')?.getAttribute('href');
      await unsave(one);
      await show();
      foot.textContent ||= t('saved.removed');
      (next ? list.querySelector<HTMLElement>(`a[href="${CSS.escape(next)}"]`) : section.querySelector('h2'))?.focus();
    });
    item.append(title, cost, remove);
    return item;
  }
}
