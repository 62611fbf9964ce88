// @vitest-environment happy-dom
import { signal } from '@preact/signals';
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { MixView, ShelfSound, SoundView } from '../src/lib/mix';
import type { ProgrammeView, VoiceView } from '../src/lib/protocol';
import type { Shelf } from '../src/lib/shelf';
import type { StudioSignals } from '../src/lib/studio-link';
import { button, click, draw, page, press, room, settle } from './desk-kit';

const start = '2026-01-01T10:00:00Z';
const send = vi.fn(async (..._args: unknown[]): Promise<unknown> => ({ seq: 1 }));
let root: HTMLElement;

beforeEach(() => {
  root = page();
  vi.useFakeTimers({ now: Date.parse(start) + 3000 });
});

afterEach(() => {
  render(null, root);
  send.mockClear();
  vi.useRealTimers();
});

const mix = (change: Partial<MixView> = {}): MixView => ({
  strips: [],
  sounds: [],
  delay: { seconds: 0, dumps: 0 },
  ...change,
});

const voice = (change: Partial<VoiceView> = {}): VoiceView => ({
  id: 'v',
  name: 'Ada',
  kind: 'speaker',
  connected: true,
  onAir: false,
  muted: false,
  level: -20,
  ...change,
});

const programme = (change: Partial<ProgrammeView> = {}): ProgrammeView => ({
  momentary: -20,
  shortTerm: -20,
  range: 0,
  truePeak: -3,
  silentSeconds: 0,
  ride: 0,
  delay: 0,
  radio: { shortTerm: -23, truePeak: -3 },
  web: { shortTerm: -16, truePeak: -3 },
  ...change,
});

async function desk(voices: VoiceView[], view: MixView, told: ProgrammeView, toggleAir = vi.fn()) {
  const { Mix } = await import('../src/components/Mix/Mix');
  const { Intercom } = await import('../src/lib/intercom');
  const intercom = new Intercom('t', () => {});
  const signals = { voices: signal(voices), programme: signal(told), guard: signal(null) } as unknown as StudioSignals;
  const actions = { enabled: true, toggleAir, block: vi.fn(), toggleMute: vi.fn() };
  await draw(
    <Mix room={room({ mix: view })} signals={signals} actions={actions} intercom={intercom} shown send={send} />,
    root,
  );
  return { toggleAir };
}

const letGo = (key: string) => act(() => void dispatchEvent(new KeyboardEvent('keyup', { key })));
const wait = (milliseconds: number) => act(() => void vi.advanceTimersByTime(milliseconds));
const delayed = mix({ delay: { seconds: 7, dumps: 0 } });

test('the key of the dump has to be held for a second', async () => {
  await desk([], delayed, programme({ delay: 7 }));
  await press(document.body, 'd');
  await wait(900);
  await letGo('d');
  await wait(1000);
  expect(send).not.toHaveBeenCalled();

  await press(document.body, 'd');
  await wait(1000);
  expect(send.mock.calls).toEqual([['DumpDelay']]);
  await letGo('d');
  await wait(2000);
  expect(send).toHaveBeenCalledTimes(1);
});

test('a key that was down when the window was left dumps nothing', async () => {
  await desk([], delayed, programme({ delay: 7 }));
  await press(document.body, 'd');
  await act(() => void dispatchEvent(new Event('blur')));
  await wait(2000);
  expect(send).not.toHaveBeenCalled();
});

test('without a delay its key does nothing', async () => {
  await desk([], mix(), programme());
  await press(document.body, 'd');
  await wait(2000);
  expect(send).not.toHaveBeenCalled();
});

test('a station that is on air is said not to be late', async () => {
  await desk([voice({ kind: 'station', name: 'Radio 1', onAir: true })], delayed, programme({ delay: 7 }));
  expect(root.textContent).toContain('Radio 1: no delay while its own voice is on air');
});

test('a station is asked for before its voice takes the delay off its line', async () => {
  const { toggleAir } = await desk([voice({ kind: 'station', name: 'Radio 1' })], delayed, programme({ delay: 7 }));
  const dialog = root.querySelector('article dialog') as HTMLDialogElement;
  expect(dialog.textContent).toContain('without the delay');
  await click(root.querySelector('.key') as HTMLElement);
  expect(dialog.open).toBe(true);
  expect(toggleAir).not.toHaveBeenCalled();

  await click(button(dialog, 'Put on air'));
  expect(toggleAir).toHaveBeenCalledTimes(1);
});

test.each([
  ['a speaker', voice(), delayed],
  ['a station without a delay', voice({ kind: 'station' }), mix()],
])('%s comes on air without a question', async (_who, one, view) => {
  const { toggleAir } = await desk([one], view, programme());
  await click(root.querySelector('.key') as HTMLElement);
  expect(toggleAir).toHaveBeenCalledTimes(1);
});

test('what took effect and is not saved yet is told', async () => {
  await desk([], mix(), programme({ unsaved: 2 }));
  expect(root.textContent).toContain('In effect, not saved yet: 2');
});

const clip: ShelfSound = { id: 's', kind: 'clip', name: 'Wrong one', seconds: 30 };
const plays: SoundView = { ...clip, startedAt: start };

async function cart(sounds: SoundView[]) {
  const { Cart } = await import('../src/components/Cart/Cart');
  const shelf = { sounds: signal([clip]), keyed: [clip], backup: undefined } as unknown as Shelf;
  await draw(<Cart shelf={shelf} mix={mix({ sounds })} enabled send={send} />, root);
}

test('a sound fades when it is pressed, and is gone when it is pressed twice', async () => {
  await cart([]);
  await click(button(root, 'Wrong one'));
  await cart([plays]);
  await press(document.body, '1');
  await press(document.body, '1'); // before the server told that it fades
  await settle();
  expect(send.mock.calls).toEqual([
    ['PlaySound', 's'],
    ['FadeSound', 's', 2],
    ['StopSound', 's'],
  ]);
});

test('a sound that somebody else lets fade says that it can be stopped, and is', async () => {
  await cart([{ ...plays, fadedAt: '2026-01-01T10:00:05Z' }]);
  expect(root.textContent).toContain('fading; press to stop');
  await click(button(root, 'Wrong one'));
  expect(send.mock.calls).toEqual([['StopSound', 's']]);
});
