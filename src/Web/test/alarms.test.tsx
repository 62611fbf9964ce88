// @vitest-environment happy-dom
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { LinkState } from '../src/lib/line';
import type { AlarmView, GuardView } from '../src/lib/mix';
import { button, click, draw, page, room } from './desk-kit';

let strikes = 0;
class Sound {
  state = 'running';
  currentTime = 0;
  destination = {};
  gain = { value: 0 };
  frequency = { value: 0 };
  createGain = () => this;
  createOscillator = () => this;
  connect = () => this;
  start = () => {
    strikes++;
  };
  stop = () => {};
  close = () => Promise.resolve();
}

let root: HTMLElement;
beforeEach(() => {
  strikes = 0;
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  vi.stubGlobal('AudioContext', Sound);
  root = page();
});
afterEach(() => {
  render(null, root);
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

interface Shown {
  state?: LinkState;
  silent?: boolean;
  guard?: GuardView | null;
  alarms?: AlarmView[];
}
const onPurpose = vi.fn();
const onBackup = vi.fn();

async function show({ state = 'live', silent = false, guard = null, alarms = [] }: Shown) {
  const { Alarms } = await import('../src/components/Desk/Alarms');
  await draw(
    <Alarms
      room={room()}
      state={state}
      silent={silent}
      guard={guard}
      alarms={alarms}
      slug="s"
      zone="UTC"
      onBackup={onBackup}
      onPurpose={onPurpose}
    />,
    root,
  );
}

const failing = (subject: string): AlarmView => ({
  code: 'output.failing',
  level: 'fault',
  subject,
  since: '2026-01-01T10:00:00Z',
  count: 1,
});

test('the desk says that its line is gone, and otherwise when it is let in no more', async () => {
  await show({ silent: true });
  expect(root.textContent).toContain('Silence on air');
  await show({ silent: true, state: 'reconnecting' });
  expect(root.textContent).toContain('is reconnecting');
  expect(root.textContent).not.toContain('Silence on air'); // nobody knows that now
  await show({ silent: true, state: 'denied' });
  expect(root.textContent).not.toContain('reconnecting');
  expect(root.querySelector('a')!.textContent).toBe('Load this desk again');
});

test('silence tells when the backup begins, and what can be done about it', async () => {
  await show({ guard: { state: 'warning', cause: 'silence', silentSeconds: 6, secondsToGo: 4 } });
  expect(root.textContent).toContain('starts in 4 s');
  await click(button(root, 'Play backup now'));
  expect(onBackup).toHaveBeenCalledOnce();
  await click(button(root, 'It is on purpose'));
  expect(onPurpose).toHaveBeenCalledOnce();
  await show({ guard: { state: 'filling', cause: 'silence', silentSeconds: 12, playing: 'bed', sound: 'Calm' } });
  expect(root.textContent).toContain('Calm is on air in place of the programme');
  await show({ guard: { state: 'ok', silentSeconds: 0 } });
  expect(root.textContent).toBe('');
});

test('an alarm rings until it is silenced, and a new one rings again', async () => {
  await show({ alarms: [failing('Phonsavan FM')] });
  expect(root.textContent).toContain('Phonsavan FM');
  expect(strikes).toBe(2);
  await act(() => void vi.advanceTimersByTime(4000));
  expect(strikes).toBe(6);

  await click(button(root, 'Silence the tone'));
  await act(() => void vi.advanceTimersByTime(10_000));
  expect(strikes).toBe(6);
  expect(root.textContent).toContain('Phonsavan FM');

  await show({ alarms: [failing('Phonsavan FM'), failing('FM 93.7')] });
  expect(strikes).toBe(8);
});

test('what has cleared is told no more, and rings when it comes again', async () => {
  await show({ alarms: [failing('FM 93.7')] });
  await click(button(root, 'Silence the tone'));
  await show({ alarms: [{ ...failing('FM 93.7'), clearedAt: '2026-01-01T10:01:00Z' }] });
  expect(root.textContent).toBe('');
  const before = strikes;
  await show({ alarms: [{ ...failing('FM 93.7'), since: '2026-01-01T10:02:00Z', count: 2 }] });
  expect(strikes).toBeGreaterThan(before);
});
