// What tests of the desk share: a room, its questions, and a page that speaks English.
import { render, type VNode } from 'preact';
import { act } from 'preact/test-utils';
import english from '../../Server/Locales/en.json';
import type { QuestionView, RoomView } from '../src/lib/protocol';

/** Sets up the page: its words, and who is at the desk. Islands read both once, so it comes before they are imported. */
export function page(role = 'host'): HTMLElement {
  document.documentElement.lang = 'en';
  document.body.innerHTML = '<main id="root"></main>';
  for (const [id, text] of [
    ['i18n', JSON.stringify(english)],
    ['episode', JSON.stringify({ role })],
  ] as const) {
    const data = document.createElement('script');
    data.type = 'application/json';
    data.id = id;
    data.textContent = text;
    document.body.append(data);
  }
  return document.getElementById('root')!;
}

export const draw = (view: VNode, root: HTMLElement) => act(() => render(view, root));

export const question = (id: string, change: Partial<QuestionView> = {}): QuestionView => ({
  id,
  text: `Question ${id}`,
  state: 'asked',
  votes: 0,
  mine: false,
  voted: false,
  askedAt: `2026-01-01T10:00:0${id}Z`,
  ...change,
});

export const room = (change: Partial<RoomView> = {}): RoomView => ({
  talkId: 't',
  seq: 1,
  phase: 'live',
  title: 'Talk',
  startsAt: '2026-01-01T10:00:00Z',
  people: 3,
  questions: [],
  polls: [],
  askingPaused: false,
  onAir: [],
  stage: { people: [], handouts: [] },
  ...change,
});

export const button = (root: ParentNode, text: string): HTMLButtonElement => {
  const found = [...root.querySelectorAll('button')].find((one) => one.textContent?.trim().startsWith(text));
  if (!found) throw new Error(`no button "${text}" in ${root.textContent}`);
  return found;
};

export const click = (one: HTMLElement) => act(() => one.click());

export const press = (target: EventTarget, key: string) =>
  act(() => {
    target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
  });

export const type = (field: HTMLInputElement | HTMLTextAreaElement, text: string) =>
  act(() => {
    field.value = text;
    field.dispatchEvent(new Event('input', { bubbles: true }));
  });

/** Chooses an option, by its value. */
export const choose = (field: HTMLSelectElement, value: string) =>
  act(() => {
    field.value = value;
    field.dispatchEvent(new Event('change', { bubbles: true }));
  });

/** Moves a slider there and lets it go. */
export const drag = (slider: HTMLInputElement, value: number) =>
  act(() => {
    slider.value = String(value);
    slider.dispatchEvent(new Event('input', { bubbles: true }));
    slider.dispatchEvent(new Event('change', { bubbles: true }));
  });

/** The field that has this label. */
export const labelled = <T extends HTMLElement>(root: ParentNode, text: string): T => {
  const label = [...root.querySelectorAll('label')].find((one) => one.textContent?.trim().startsWith(text));
  const field = label?.htmlFor
    ? root.querySelector<T>(`#${label.htmlFor}`)
    : (label?.querySelector<T>('input, select, textarea') ?? root.querySelector<T>(`[aria-label="${text}"]`));
  if (!field) throw new Error(`no field "${text}" in ${root.textContent}`);
  return field;
};

/** Lets what was promised come. */
export const settle = () => act(async () => {});
