// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { addMeter, paintLevel } from '../src/lib/levels';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const level = (meter: HTMLElement) => Number(meter.style.getPropertyValue('--lv'));
const paints = (count: number) => vi.advanceTimersByTime((1000 / 15) * count + 1);

test('a needle rises at once, falls slowly, and its peak stays above it', () => {
  const meter = document.createElement('div');
  const leave = addMeter('a', meter);
  paintLevel('a', -12);
  paints(1);
  expect(level(meter)).toBe(80);
  paintLevel('a', -120);
  paints(5);
  expect(level(meter)).toBeGreaterThan(60);
  expect(Number(meter.style.getPropertyValue('--pk'))).toBeGreaterThan(level(meter));
  paints(200);
  expect(level(meter)).toBe(0);
  leave();
});

test('what stands still is painted no more', () => {
  const meter = document.createElement('div');
  const leave = addMeter('b', meter);
  paintLevel('b', -30);
  paints(2);
  const set = vi.spyOn(meter.style, 'setProperty');
  for (let told = 0; told < 20; told++) {
    paintLevel('b', -30);
    paints(1);
  }
  expect(set).not.toHaveBeenCalled();
  expect(vi.getTimerCount()).toBe(0);
  leave();
});
