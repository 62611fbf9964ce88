// @vitest-environment happy-dom
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, expect, test, vi } from 'vitest';
import { Arrivals } from '../src/components/Room/Arrivals';
import { draw, page, question, room } from './desk-kit';

afterEach(() => vi.useRealTimers());

test('as many new questions again are told again: what is read out is a fresh element', async () => {
  vi.useFakeTimers();
  const root = page();
  const show = (...ids: string[]) =>
    draw(<Arrivals room={room({ questions: ids.map((id) => question(id, { state: 'approved' })) })} />, root);
  const said = () => root.querySelector('[aria-live] > *');
  const later = () => act(() => void vi.advanceTimersByTime(30_000));
  await show();
  await show('1', '2');
  await later();
  const first = said()!;
  expect(first.textContent).toBe('2 new questions');

  await show('1', '2', '3', '4');
  await later();
  expect(said()!.textContent).toBe('2 new questions');
  expect(said()).not.toBe(first);

  await later();
  expect(said()!.textContent).toBe('');
  render(null, root);
});
