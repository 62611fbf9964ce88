// @vitest-environment happy-dom
import { render } from 'preact';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { ScreeningView } from '../src/lib/people';
import type { VoiceView } from '../src/lib/protocol';
import { button, click, draw, page, settle, type } from './desk-kit';

const caller = (change: Partial<VoiceView> = {}): VoiceView => ({
  id: 'c',
  name: 'Caller 3',
  kind: 'caller',
  connected: true,
  onAir: false,
  muted: false,
  level: -120,
  ...change,
});
const send = vi.fn(async (_method: string, ..._args: unknown[]): Promise<unknown> => ({}));
const fetched = vi.fn(async (_address: string, _request: RequestInit) => new Response('{}'));
const block = vi.fn();
const actions = { enabled: true, toggleAir: () => {}, block, toggleMute: () => {} };
let root: HTMLElement;

beforeEach(() => {
  root = page();
  send.mockClear();
  block.mockClear();
  fetched.mockClear();
  vi.stubGlobal('fetch', fetched);
});
afterEach(() => {
  render(null, root);
  vi.unstubAllGlobals();
});

async function callers(one: VoiceView, forms: ScreeningView[] = []) {
  const { Callers } = await import('../src/components/Callers/Callers');
  const { Intercom } = await import('../src/lib/intercom');
  const intercom = new Intercom('t', () => {});
  await draw(<Callers callers={[one]} forms={forms} actions={actions} intercom={intercom} send={send} />, root);
}

const labelled = (label: string) => root.querySelector<HTMLButtonElement>(`[aria-label="${label}"]`);
const ways = () => fetched.mock.calls.map(([address, { method, body }]) => [method, address, body]);

test('a caller in no line is listened to before she is heard', async () => {
  await callers(caller());
  await click(labelled('More for Caller 3')!);
  await click(button(root, 'Listen'));
  expect(ways()).toEqual([['PUT', '/api/talks/t/intercom/c', '{"way":"listen"}']]);
});

test('a caller in no line is spoken to off the air', async () => {
  await callers(caller());
  await click(labelled('Talk to Caller 3 off air')!);
  expect(ways()).toEqual([['PUT', '/api/talks/t/intercom/c', '{"way":"screen"}']]);
});

test('what a screener learns of a caller in no line is noted, and shown', async () => {
  await callers(caller());
  await click(labelled('More for Caller 3')!);
  await click(button(root, 'Who is it?'));
  await type(root.querySelector<HTMLInputElement>('.screening input')!, 'Mali');
  root.querySelector('form')!.dispatchEvent(new Event('submit', { bubbles: true, cancelable: true }));
  await settle();
  expect(send).toHaveBeenLastCalledWith('NoteCaller', 'c', 'Mali', null, null, null);

  await callers(caller(), [{ person: 'c', name: 'Mali', place: 'Luang Prabang', topic: 'The stamp' }]);
  expect(root.querySelector('.call')!.textContent).toContain('Mali, Luang Prabang');
  expect(root.querySelector('.call')!.textContent).toContain('The stamp');
});

test('nobody speaks both ways with a caller on air, and she is blocked after a question', async () => {
  const asked = vi.fn(() => true);
  vi.stubGlobal('confirm', asked);
  await callers(caller({ onAir: true }));
  expect(labelled('Talk to Caller 3 off air')).toBeNull();
  await click(labelled('More for Caller 3')!);
  await click(button(root, 'Remove and block'));
  expect(asked).toHaveBeenCalledOnce();
  expect(block).toHaveBeenCalledOnce();
});

test('whose line is gone can be spoken to by nobody', async () => {
  await callers(caller({ connected: false }));
  expect(labelled('Talk to Caller 3 off air')).toBeNull();
  expect(labelled('Hold: talk to Caller 3 alone, off air')).toBeNull();
});
