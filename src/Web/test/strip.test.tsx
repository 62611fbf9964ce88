// @vitest-environment happy-dom
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { CoHostView, MixView } from '../src/lib/mix';
import type { VoiceView } from '../src/lib/protocol';
import { button, click, draw, page } from './desk-kit';

const voice = (change: Partial<VoiceView> = {}): VoiceView => ({
  id: 'v',
  name: 'Ada',
  kind: 'speaker',
  connected: true,
  onAir: false,
  muted: false,
  level: -120,
  ...change,
});
const mixWith = (coHost: CoHostView | null): MixView => ({
  strips: [],
  sounds: [],
  delay: { seconds: 0, dumps: 0 },
  coHost,
});
const send = vi.fn(async (_method: string, ..._args: unknown[]): Promise<unknown> => ({}));
const fetched = vi.fn(async (_address: string, _request: RequestInit) => new Response('{}'));
const actions = { enabled: true, toggleAir: () => {}, block: () => {}, toggleMute: () => {} };
const nothing = () => {};
let root: HTMLElement;

beforeEach(() => {
  root = page();
  send.mockClear();
  fetched.mockClear();
  vi.stubGlobal('fetch', fetched);
});
afterEach(() => {
  render(null, root);
  vi.unstubAllGlobals();
});

async function strip(one: VoiceView, coHost: CoHostView | null = null) {
  const { Strip } = await import('../src/components/Strip/Strip');
  const { Intercom } = await import('../src/lib/intercom');
  await draw(
    <Strip
      voice={one}
      actions={actions}
      live
      coHost={coHost}
      delay={0}
      intercom={new Intercom('t', nothing)}
      send={send}
      open={false}
      selected={false}
      onSelect={nothing}
      onOpen={nothing}
    />,
    root,
  );
}

async function drawer(one: VoiceView, coHost: CoHostView | null = null) {
  const { StripDrawer } = await import('../src/components/Strip/StripDrawer');
  await draw(<StripDrawer voice={one} mix={mixWith(coHost)} enabled send={send} onClose={nothing} />, root);
}

const labelled = (label: string) => root.querySelector<HTMLButtonElement>(`[aria-label="${label}"]`)!;
const does = (one: HTMLElement, event: Event) =>
  act(() => {
    one.dispatchEvent(event);
  });

test('a host makes a speaker her co-host, and takes that back', async () => {
  await drawer(voice());
  await click(button(root, 'Make co-host'));
  expect(send).toHaveBeenLastCalledWith('NameCoHost', 'v');

  await drawer(voice(), { person: 'v', name: 'Ada' });
  expect(button(root, 'Co-host').getAttribute('aria-pressed')).toBe('true');
  await click(button(root, 'Co-host'));
  expect(send).toHaveBeenLastCalledWith('NameCoHost', null);
});

test('the studio is taken from whoever hosts now only after a question', async () => {
  const asked = vi.fn(() => false);
  vi.stubGlobal('confirm', asked);
  await drawer(voice(), { person: 'v', name: 'Ada', promotedAt: '2026-01-01T10:00:00Z' });
  await click(button(root, 'Hosts now'));
  expect(asked).toHaveBeenCalledOnce();
  expect(send).not.toHaveBeenCalled();
});

test('nobody but a speaker can be made a co-host', async () => {
  await drawer(voice({ kind: 'caller' }));
  expect(root.textContent).not.toContain('co-host');
});

test('a strip shows who the co-host is, and who hosts now', async () => {
  await strip(voice(), { person: 'v', name: 'Ada' });
  expect(root.querySelector('.st-n')!.textContent).toBe('AdaCo-host');
  await strip(voice(), { person: 'v', name: 'Ada', promotedAt: '2026-01-01T10:00:00Z' });
  expect(root.querySelector('.st-n')!.textContent).toBe('AdaHosts now');
  await strip(voice(), { person: 'another', name: 'Keo' });
  expect(root.querySelector('.st-n')!.textContent).toBe('AdaSpeaker, browser');
});

test('held, the key of a strip speaks to this one alone', async () => {
  await strip(voice());
  const key = labelled('Hold: talk to Ada alone, off air');
  await does(key, new Event('pointerdown'));
  expect(key.getAttribute('aria-pressed')).toBe('true');
  expect(fetched.mock.calls.map(([address, { method, body }]) => [address, method, body])).toEqual([
    ['/api/talks/t/intercom/v', 'PUT', '{"way":"talk"}'],
  ]);

  await does(key, new Event('pointerup'));
  expect(key.getAttribute('aria-pressed')).toBe('false');
  expect(fetched.mock.calls.at(-1)).toMatchObject(['/api/talks/t/intercom/v', { method: 'DELETE' }]);
});

test('nobody speaks off the air to a station, which may transmit it', async () => {
  await strip(voice({ kind: 'station' }));
  expect(labelled('Hold: talk to Ada alone, off air')).toBeNull();
});

test('a speaker is told that she is next, and that she is not', async () => {
  await strip(voice());
  await click(button(root, 'Next'));
  expect(send).toHaveBeenLastCalledWith('MarkNext', 'v', true);
  await strip(voice({ next: true }));
  expect(button(root, 'Next').getAttribute('aria-pressed')).toBe('true');
  await click(button(root, 'Next'));
  expect(send).toHaveBeenLastCalledWith('MarkNext', 'v', false);
});

test('whoever is on air is removed and blocked, after a question', async () => {
  const asked = vi.fn((_question: string) => false);
  vi.stubGlobal('confirm', asked);
  await drawer(voice({ kind: 'caller', onAir: true }));
  await click(button(root, 'Remove and block'));
  expect(asked.mock.calls[0]![0]).toContain('Take Ada off the air and block her?');
  expect(send).not.toHaveBeenCalled();

  asked.mockReturnValue(true);
  await click(button(root, 'Remove and block'));
  expect(send).toHaveBeenLastCalledWith('BlockPerson', { voice: 'v' });
});
