// Levels come about ten times a second and are painted fifteen times: a needle that rises at once and falls slowly, set
// straight onto the meters and never through a component's state. What stands still is not painted, and in a tab that
// nobody sees nothing is.

const interval = 1000 / 15;
/** Of 100 a paint: 20 dB a second. */
const fall = 2.2;
/** The peak stays longer: 9 dB a second. */
const peakFall = 1;

interface Needle {
  told: number;
  level: number;
  peak: number;
  /** What the meters show, in whole hundredths. */
  shown: string;
  meters: Set<HTMLElement>;
}

const needles = new Map<string, Needle>();
let timer = 0;

/** -60 to 0 dBFS as 0 to 100. */
export const percent = (decibels: number): number => Math.max(0, Math.min(100, ((decibels + 60) / 60) * 100));

function needleOf(id: string): Needle {
  const known = needles.get(id);
  if (known) return known;
  const fresh = { told: 0, level: 0, peak: 0, shown: '', meters: new Set<HTMLElement>() };
  needles.set(id, fresh);
  return fresh;
}

export function addMeter(id: string, meter: HTMLElement): () => void {
  const needle = needleOf(id);
  needle.meters.add(meter);
  needle.shown = '';
  start();
  return () => {
    needle.meters.delete(meter);
  };
}

export function paintLevel(id: string, decibels: number): void {
  needleOf(id).told = percent(decibels);
  start();
}

function start(): void {
  timer ||= window.setInterval(paint, interval);
}

function paint(): void {
  let moving = false;
  for (const needle of needles.values()) {
    needle.level = Math.max(needle.told, needle.level - fall);
    needle.peak = Math.max(needle.level, needle.peak - peakFall);
    moving ||= needle.peak > needle.told;
    if (needle.meters.size === 0 || document.hidden) continue;
    const level = needle.level.toFixed(0);
    const peak = Math.min(needle.peak, 97).toFixed(0);
    if (needle.shown === `${level} ${peak}`) continue;
    needle.shown = `${level} ${peak}`;
    for (const meter of needle.meters) {
      meter.style.setProperty('--lv', level);
      meter.style.setProperty('--pk', peak);
    }
  }
  if (moving) return;
  clearInterval(timer);
  timer = 0;
}
