// The rundown against the clock: where the talk stands, and when what comes will begin if nobody hurries.
import type { CueView, RoomView } from './protocol';

const minute = 60_000;

export interface Standing {
  /** The place of the cue that runs, -1 before the first. */
  place: number;
  /** How long the part still has when it keeps its length, in seconds; negative when it is over it. */
  left?: number;
  /** How much of it has passed, 0 to 1. */
  passed?: number;
  /** How late the talk is against its plan, in seconds; negative is early. */
  late?: number;
}

type Course = Pick<RoomView, 'phase' | 'startsAt' | 'liveAt' | 'stage' | 'plan'>;

/** When a cue is planned. */
export const plannedAt = (room: Pick<RoomView, 'startsAt'>, cue: CueView): number | undefined =>
  cue.minute == null ? undefined : Date.parse(room.startsAt) + cue.minute * minute;

/** Where the talk stands now, on the server's clock. */
export function standing(room: Course, now: number): Standing {
  const cues = room.plan?.cues ?? [];
  const place = cues.findIndex((cue) => cue.id === room.stage.cue?.id);
  if (room.phase !== 'live') return { place };
  const cue = cues[place];
  if (!cue)
    return room.liveAt ? { place, late: seconds(Date.parse(room.liveAt) - Date.parse(room.startsAt)) } : { place };

  const planned = plannedAt(room, cue);
  const began = room.stage.cueSince ? Date.parse(room.stage.cueSince) : planned;
  const next = cues[place + 1];
  const until = next && plannedAt(room, next);
  if (planned === undefined || began === undefined) return { place };
  if (until === undefined) return { place, late: seconds(began - planned) };
  const length = until - planned;
  const end = began + length;
  return {
    place,
    left: seconds(end - now),
    passed: length > 0 ? Math.max(0, Math.min(1, (now - began) / length)) : 1,
    late: seconds(Math.max(end, now) - until),
  };
}

const seconds = (milliseconds: number) => Math.round(milliseconds / 1000);
