// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { hint, standingOf } from '../src/components/Backstage/State';
import type { Voice } from '../src/lib/whip';
import { page } from './desk-kit';

const seated = { onAir: true, muted: false };
const away = { onAir: false, muted: false };

test('a speaker is on air when she has a seat, the talk is live and her sound arrives', () => {
  expect(standingOf('live', seated, false, true, false)).toBe('on-air');
  expect(standingOf('greenRoom', seated, false, true, false)).toBe('next');
  expect(standingOf('greenRoom', away, false, true, false)).toBe('off-air');
  expect(standingOf('live', away, false, true, false)).toBe('off-air');
  expect(standingOf('live', { ...away, next: true }, false, true, false)).toBe('next');
  expect(standingOf('live', { ...seated, next: true }, false, true, false)).toBe('on-air');
  expect(standingOf('live', { onAir: true, muted: true }, false, true, false)).toBe('muted');
});

test('a sound that does not arrive is not called on air', () => {
  expect(standingOf('live', seated, false, false, false)).toBe('silent');
});

test('without the line to the server she is to assume that she is heard, unless she muted herself', () => {
  expect(standingOf('live', away, false, true, true)).toBe('lost');
  expect(standingOf('live', seated, false, true, true)).toBe('lost');
  expect(standingOf('live', { onAir: true, muted: true }, false, true, true)).toBe('lost');
  expect(standingOf('live', seated, true, true, true)).toBe('muted');
  expect(standingOf('ended', seated, false, false, true)).toBe('off-air');
});

test('whoever is next reads that her seat is ready, and not that the host muted her', () => {
  page();
  const voice = (muted: boolean, microphone = 'ready') =>
    ({ microphone: { value: microphone }, line: { value: 'connected' }, muted: { value: muted } }) as Voice;
  expect(hint('next', voice(false))).toContain('Your seat is ready');
  expect(hint('next', voice(true))).toContain('You muted yourself');
  expect(hint('next', voice(false), { ...away, next: true })).toContain('The studio puts you on air soon');
  expect(hint('next', voice(false, 'off'), { ...away, next: true })).toContain('Start your microphone');
  expect(hint('muted', voice(false))).toContain('The host muted you');
});
