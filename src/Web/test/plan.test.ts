import { expect, test } from 'vitest';
import { standing } from '../src/lib/plan';
import type { CueView, StageView } from '../src/lib/protocol';

const cue = (id: string, minute: number | null): CueView => ({ id, title: id, minute });
const at = (time: string) => Date.parse(`2026-01-01T${time}Z`);
const course = (stage: Partial<StageView>, phase: 'live' | 'greenRoom' = 'live') => ({
  phase,
  startsAt: '2026-01-01T10:00:00Z',
  liveAt: '2026-01-01T10:00:05Z',
  stage: { people: [], handouts: [], ...stage },
  plan: { slides: [], cues: [cue('a', 0), cue('b', 3), cue('c', 15), cue('d', null)] },
});

test('a part that began late and keeps its length ends as late as it began', () => {
  const room = course({ cue: cue('b', 3), cueSince: '2026-01-01T10:03:40Z' });
  expect(standing(room, at('10:05:40'))).toEqual({ place: 1, left: 600, passed: 2 / 12, late: 40 });
});

test('a part that is over its time makes the talk later with each second', () => {
  const room = course({ cue: cue('b', 3), cueSince: '2026-01-01T10:03:00Z' });
  expect(standing(room, at('10:16:30'))).toMatchObject({ left: -90, late: 90, passed: 1 });
});

test('a talk can be early, and before its first part it is as late as it went on air', () => {
  expect(standing(course({ cue: cue('b', 3), cueSince: '2026-01-01T10:02:00Z' }), at('10:02:10')).late).toBe(-60);
  expect(standing(course({}), at('10:00:30'))).toEqual({ place: -1, late: 5 });
});

test('a part without a minute says nothing of time, and nothing is late off the air', () => {
  const room = course({ cue: cue('d', null), cueSince: '2026-01-01T10:20:00Z' });
  expect(standing(room, at('10:21:00'))).toEqual({ place: 3 });
  expect(standing(course({ cue: cue('a', 0) }, 'greenRoom'), at('09:50:00'))).toEqual({ place: 0 });
});
