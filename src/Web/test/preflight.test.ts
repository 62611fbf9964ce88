// @vitest-environment happy-dom
import { beforeEach, expect, test } from 'vitest';
import type { Check } from '../src/lib/preflight';
import type { OutputView, ProgrammeView, VoiceView } from '../src/lib/protocol';
import { page } from './desk-kit';

const voice = (change: Partial<VoiceView> = {}): VoiceView => ({
  id: 'v',
  name: 'Ada',
  kind: 'speaker',
  connected: true,
  onAir: true,
  muted: false,
  level: -20,
  ...change,
});
const loud = (shortTerm: number) => ({ web: { shortTerm } }) as ProgrammeView;
const station = (change: Partial<OutputView> = {}): OutputView => ({
  id: 'o',
  name: 'FM 93.7',
  kind: 'station',
  state: 'running',
  ...change,
});
const recording = (change: Partial<OutputView> = {}): OutputView => ({
  name: 'Recording',
  kind: 'recording',
  state: 'ready',
  ...change,
});
const bed = { id: 'b', kind: 'bed' as const, name: 'Calm', seconds: 240 };

beforeEach(() => {
  page();
});

async function list(change: object): Promise<Record<string, Check>> {
  const { preflight } = await import('../src/lib/preflight');
  const checks = preflight({
    room: { rules: null },
    voices: [voice()],
    heard: new Set(['v']),
    outputs: [recording()],
    nameOf: (output) => output.name,
    whyOf: (output) => output.reason ?? '',
    programme: loud(-16.4),
    backup: bed,
    missed: [],
    outputsPage: '/studio/series/s/outputs?talk=t',
    ...change,
  });
  return Object.fromEntries(checks.map((check) => [check.id, check]));
}

test('all is ready when somebody was heard, a key is lit, it is loud enough and music stands by', async () => {
  const checks = await list({});
  expect(Object.values(checks).every((check) => check.ok)).toBe(true);
});

test('each thing that is missing says what to do', async () => {
  const checks = await list({
    voices: [voice({ onAir: false })],
    heard: new Set(),
    programme: null,
    backup: undefined,
  });
  for (const id of ['voice', 'seat', 'loud', 'backup']) {
    expect(checks[id]).toMatchObject({ ok: false });
    expect(checks[id]!.advice).toBeTruthy();
  }
  expect(checks.voice!.text).toContain('Ada');
  expect((await list({ programme: loud(-8) })).loud!.text).toContain('8 LU');
});

test('a station is ready when our tone came back on its line, and not when it merely makes a sound', async () => {
  const back = voice({ id: 's', kind: 'station', name: 'FM 93.7' });
  const talks = await list({ outputs: [station()], voices: [voice(), back], heard: new Set(['v', 's']) });
  expect(talks['out o']).toMatchObject({ ok: false, test: 'o' });
  expect((await list({ outputs: [station({ heardBack: true })] }))['out o']).toMatchObject({ ok: true, test: 'o' });
  const down = await list({ outputs: [station({ state: 'retrying', reason: 'busy' })] });
  expect(down['out o']).toMatchObject({ ok: false, advice: 'busy' });
});

test('the recording is ready only once its disk was tried', async () => {
  expect((await list({})).rec).toMatchObject({ ok: true });
  expect((await list({ outputs: [] })).rec).toMatchObject({ ok: false });
  expect((await list({ outputs: [recording({ state: 'probing' })] })).rec).toMatchObject({ ok: false });
  const full = await list({ outputs: [recording({ state: 'unready', reason: 'The disk is full.' })] });
  expect(full.rec).toMatchObject({ ok: false });
  expect(full.rec!.text).toContain('The disk is full.');
});

test('a place that refuses us shows before air, with where it is set right', async () => {
  const mount = { id: 'i', name: 'FM', kind: 'icecast', state: 'unready', reason: 'it refused us' };
  const checks = await list({ outputs: [mount] });
  expect(checks['out i']).toMatchObject({ ok: false, page: '/studio/series/s/outputs?talk=t' });
  expect(checks['out i']!.text).toBe('FM: it refused us');
  expect((await list({ outputs: [{ ...mount, state: 'ready', reason: null }] }))['out i']).toMatchObject({ ok: true });
  expect((await list({ outputs: [{ ...mount, state: 'probing', reason: null }] }))['out i']).toMatchObject({
    ok: false,
  });
  const platform = await list({ outputs: [{ id: 'r', name: 'YT', kind: 'rtmp', state: 'reachable' }] });
  expect(platform['out r']).toMatchObject({ ok: true });
  expect(platform['out r']!.text).toContain('shows on air');
});

test('a station that calls us has not failed before it was to call', async () => {
  const waits = await list({ outputs: [station({ state: 'retrying', code: 'station.waiting', reason: 'x' })] });
  expect(waits['out o']!.text).toBe('FM 93.7 has not called yet');
});

test('a series that keeps no sound is not told that it records', async () => {
  expect((await list({ room: { rules: { notRecorded: true } } })).rec!.text).toContain('Not recorded');
});

test('what the last talk went to and this one does not is told, with the way to where it is set', async () => {
  const checks = await list({ missed: ['FM 93.7', 'Icecast'] });
  expect(checks.missed).toMatchObject({ ok: false, page: '/studio/series/s/outputs?talk=t' });
  expect((await list({})).missed).toBeUndefined();
});
