// Levels come ten times a second. They are painted from here straight onto the meters, never through a component's state.

const meters = new Map<string, Set<HTMLElement>>();
const peaks = new Map<string, number>();

/** -60 to 0 dBFS as 0 to 100. */
export const percent = (decibels: number): number => Math.max(0, Math.min(100, ((decibels + 60) / 60) * 100));

export function addMeter(id: string, meter: HTMLElement): () => void {
  const group = meters.get(id) ?? new Set();
  meters.set(id, group.add(meter));
  return () => {
    group.delete(meter);
  };
}

export function paintLevel(id: string, decibels: number): void {
  const level = percent(decibels);
  const peak = Math.max(level, (peaks.get(id) ?? 0) - 1.5); // the peak falls 9 dB a second
  peaks.set(id, peak);
  for (const meter of meters.get(id) ?? []) {
    meter.style.setProperty('--lv', level.toFixed(1));
    meter.style.setProperty('--pk', Math.min(peak, 97).toFixed(1));
  }
}
