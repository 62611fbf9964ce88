// @vitest-environment happy-dom
import { render } from 'preact';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { HandView } from '../src/lib/people';
import { button, click, draw, page, press } from './desk-kit';

const hand = (person: string, state: HandView['state']): HandView => ({ person, name: person, state, raisedAt: '' });
const send = vi.fn(async (_method: string, ..._args: unknown[]): Promise<unknown> => ({}));
const actions = { enabled: true, toggleAir: () => {}, block: () => {}, toggleMute: () => {} };
let root: HTMLElement;

beforeEach(async () => {
  root = page();
  send.mockClear();
  const { Line } = await import('../src/components/People/Line');
  const line = [hand('Ada', 'called'), hand('Noy', 'waiting'), hand('Keo', 'onAir')];
  const { Intercom } = await import('../src/lib/intercom');
  const intercom = new Intercom('t', () => {});
  await draw(
    <Line line={line} forms={[]} voices={[]} away={new Set()} actions={actions} intercom={intercom} send={send} />,
    root,
  );
});
afterEach(() => render(null, root));

test('a ready reason goes as a code, which everybody reads in her own language', async () => {
  await click(root.querySelector<HTMLElement>('[aria-expanded]')!);
  await click(button(root, 'No time left'));
  expect(send).toHaveBeenLastCalledWith('RefuseHand', 'Ada', 'time');
});

test('who raised a hand can be blocked, after a question', async () => {
  const asked = vi.fn(() => true);
  vi.stubGlobal('confirm', asked);
  await click(root.querySelector<HTMLElement>('[aria-expanded]')!);
  await click(button(root, 'Block'));
  expect(asked).toHaveBeenCalledOnce();
  expect(send).toHaveBeenLastCalledWith('BlockPerson', { hand: 'Ada' });
  vi.unstubAllGlobals();
});

test('who is on air can be noted, and removed and blocked, but not moved or refused', async () => {
  const asked = vi.fn((_question: string) => true);
  vi.stubGlobal('confirm', asked);
  await click(root.querySelector<HTMLElement>('[aria-label="More for Keo"]')!);
  expect(button(root, 'Who is it?')).toBeTruthy();
  expect(root.querySelector('.hand-more')!.textContent).not.toContain('Refuse');
  await click(button(root, 'Remove and block'));
  expect(asked.mock.calls[0]![0]).toContain('off the air');
  expect(send).toHaveBeenLastCalledWith('BlockPerson', { hand: 'Keo' });
  vi.unstubAllGlobals();
});

test('a key calls up the first who waits', async () => {
  await press(document.body, 'c');
  expect(send).toHaveBeenLastCalledWith('CallHand', 'Noy');
});
