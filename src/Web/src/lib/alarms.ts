// What must be told at the desk at once, and rings there.
import type { AlarmView, GuardView } from './mix';

/** What the guard's own bar tells already. */
const guarded = new Set(['dead-air', 'dead-air.soon', 'stuck', 'tone']);

/** What stands now beside the guard's own matter, the worst first. */
export const standingAlarms = (alarms: AlarmView[]): AlarmView[] =>
  alarms
    .filter((alarm) => !alarm.clearedAt && !guarded.has(alarm.code))
    .sort((a, b) => Number(a.level === 'warning') - Number(b.level === 'warning') || a.since.localeCompare(b.since));

/** One name for each thing that rings: what is new rings again, what was silenced does not. */
export function ringing(guard: GuardView | null, alarms: AlarmView[], silent: boolean): string[] {
  const watch = guard ? guard.state === 'warning' || guard.state === 'filling' : silent;
  return [
    ...(watch ? ['guard'] : []),
    ...standingAlarms(alarms)
      .filter((alarm) => alarm.level === 'fault')
      .map((alarm) => `${alarm.code} ${alarm.subject ?? ''} ${alarm.since}`),
  ];
}
