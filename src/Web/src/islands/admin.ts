// Forms over the API: sends a form's fields as JSON and shows what came of it beside the form.
import { call } from '../lib/api';
import { Refusal } from '../lib/command-queue';
import { explain } from '../lib/refusals';

for (const form of document.querySelectorAll<HTMLFormElement>('form[data-api]')) {
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void submit(form);
  });
  form.querySelector<HTMLButtonElement>('[type="submit"]')!.disabled = false;
}

async function submit(form: HTMLFormElement): Promise<void> {
  if (form.dataset.sure && !confirm(form.dataset.sure)) return;
  const outcome = form.querySelector<HTMLElement>('.outcome')!;
  const button = form.querySelector<HTMLButtonElement>('[type="submit"]')!;
  const fields = new FormData(form);
  const address = form.dataset.api!.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(String(fields.get(name))),
  );
  button.disabled = true;
  clear(form);
  try {
    const method = form.dataset.method ?? 'POST';
    const sent = method === 'DELETE' ? undefined : body(form, fields);
    const made = await call<Record<string, unknown> | null>(method, address, sent);
    if (form.dataset.then === 'reload') location.reload();
    else show(outcome, form.dataset.done ?? '', typeof made?.link === 'string' ? made.link : '', 'notice');
    if (!('keep' in form.dataset)) form.reset();
  } catch (refusal) {
    show(outcome, explain(refusal), '', 'notice notice-danger');
    if (refusal instanceof Refusal) point(form, outcome, refusal);
  } finally {
    button.disabled = false;
  }
}

/** A field whose data-code names the refusal's text is marked, says why itself, and is a tap away from the summary. */
function point(form: HTMLFormElement, outcome: HTMLElement, refusal: Refusal): void {
  const field = [...form.querySelectorAll<HTMLInputElement>('[data-code]')].find((one) =>
    one.dataset.code!.split(' ').includes(`refusal.${refusal.code}`),
  );
  if (!field) return;
  const why = document.createElement('p');
  why.className = 'field-error';
  why.id = `${field.id}-error`;
  why.textContent = explain(refusal);
  field.after(why);
  field.setAttribute('aria-invalid', 'true');
  field.setAttribute('aria-errormessage', why.id);

  const words = outcome.querySelector('p')!;
  const link = document.createElement('a');
  link.href = `#${field.id}`;
  link.textContent = words.textContent;
  words.replaceChildren(link);
  link.addEventListener('click', (event) => {
    event.preventDefault();
    field.focus();
  });
}

function clear(form: HTMLFormElement): void {
  for (const why of form.querySelectorAll('.field-error')) why.remove();
  for (const field of form.querySelectorAll('[aria-invalid]')) {
    field.removeAttribute('aria-invalid');
    field.removeAttribute('aria-errormessage');
  }
}

/** Empty fields are left out; data-kind says what is a number, one line each, yes or no, several. Path parts are no fields. */
function body(form: HTMLFormElement, fields: FormData): Record<string, unknown> {
  const path = new Set([...form.dataset.api!.matchAll(/\{(\w+)\}/g)].map((part) => part[1]!));
  const data: Record<string, unknown> = {};
  for (const [name, value] of fields) {
    const text = String(value).trim();
    if (path.has(name) || !text) continue;
    const kind = form.querySelector<HTMLElement>(`[name="${name}"]`)?.dataset.kind;
    data[name] =
      kind === 'number' ? Number(text) : kind === 'lines' ? lines(text) : kind === 'local' ? seconds(text) : text;
  }
  for (const flag of form.querySelectorAll<HTMLInputElement>('[data-kind="flag"]')) data[flag.name] = flag.checked;
  for (const { name } of form.querySelectorAll<HTMLInputElement>('[data-kind="choices"]'))
    data[name] = fields.getAll(name);
  for (const list of form.querySelectorAll<HTMLElement>('[data-kind="lines"]')) data[list.getAttribute('name')!] ??= [];
  return data;
}

const lines = (text: string) =>
  text
    .split(/[\n,]/)
    .map((line) => line.trim())
    .filter(Boolean);

/** A date field leaves the seconds out when they are zero. */
const seconds = (text: string) => (text.length === 16 ? `${text}:00` : text);

function show(outcome: HTMLElement, text: string, link: string, kind: string): void {
  outcome.textContent = '';
  const box = document.createElement('div');
  box.className = kind;
  const words = document.createElement('p');
  words.textContent = text;
  box.append(words);
  if (link) {
    const code = document.createElement('p');
    code.className = 'code';
    code.textContent = link;
    box.append(code);
  }
  outcome.append(box);
  outcome.focus();
}
