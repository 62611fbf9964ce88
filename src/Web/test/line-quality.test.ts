import { expect, test } from 'vitest';
import { gradeOf, qualityOf, usual } from '../src/lib/line-quality';

const report = (...figures: object[]): Iterable<[string, unknown]> => figures.map((one, place) => [String(place), one]);

test('a line is as late as the pair in use and as broken as the other side says', () => {
  const quality = qualityOf(
    report(
      { type: 'candidate-pair', state: 'waiting', currentRoundTripTime: 9 },
      { type: 'candidate-pair', nominated: true, currentRoundTripTime: 0.18 },
      { type: 'remote-inbound-rtp', fractionLost: 0.034 },
    ),
  );
  expect(quality).toEqual({ ms: 180, lost: 3 });
  expect(gradeOf(quality!)).toBe('fair');
  expect(qualityOf(report({ type: 'transport' }))).toBeNull();
});

test('speech suffers from loss, a conversation from delay', () => {
  expect(gradeOf({ ms: 60, lost: 1 })).toBe('good');
  expect(gradeOf({ ms: 60, lost: 12 })).toBe('weak');
  expect(gradeOf({ ms: 1200, lost: 0 })).toBe('weak');
});

test('what went wrong once, as while the line was set up, does not count', () => {
  expect(usual([])).toBeNull();
  expect(
    usual([
      { ms: 40, lost: 13 },
      { ms: 50, lost: 0 },
    ]),
  ).toEqual({ ms: 40, lost: 0 });
  expect(
    usual([
      { ms: 40, lost: 10 },
      { ms: 50, lost: 12 },
      { ms: 45, lost: 11 },
    ]),
  ).toEqual({ ms: 45, lost: 11 });
});
