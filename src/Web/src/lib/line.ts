// How good the line is, as the top bar tells it: from what was really fetched and from the hub, never guessed.
import { t } from './i18n';

export type LinkState = 'connecting' | 'live' | 'reconnecting' | 'polling' | 'offline' | 'denied';

/** Told to the window when the hub's line is lost: whoever has another line to the server may doubt it. */
export const lineLost = 'talk-line-lost';

const net = document.querySelector<HTMLElement>('#net');

let hub: LinkState | undefined;
let rate = 0; // kb/s, smoothed; 0 before anything was measured
let delay = 0; // ms of a round trip, smoothed
let stalled = false;

const smooth = (before: number, now: number) => (before ? (before + now) / 2 : now);

/** Bytes that came in so many milliseconds. A few bytes tell little: they come as one packet. */
export function fetched(bytes: number, milliseconds: number): void {
  if (bytes < 2000) return;
  rate = smooth(rate, Math.min(10_000, (bytes * 8) / Math.max(1, milliseconds)));
  show();
}

/** How long an answer took. */
export function answered(milliseconds: number): void {
  delay = smooth(delay, milliseconds);
  show();
}

/** The sound stands still for want of bytes. */
export function stall(now: boolean): void {
  stalled = now;
  show();
}

export function hubIs(state: LinkState): void {
  hub = state;
  show();
}

/** The sound itself needs 26 kb/s: under 40 it stands still now and then, over 100 there is room for the rest. */
export function strength(): 'good' | 'fair' | 'weak' {
  if (stalled || (rate && rate < 40) || delay > 3000) return 'weak';
  return (rate && rate < 100) || delay > 1000 ? 'fair' : 'good';
}

function show(): void {
  const state = hub === 'live' || (!hub && (rate || stalled)) ? strength() : (hub ?? 'connecting');
  if (!net || net.dataset.state === state) return;
  net.dataset.state = state;
  net.querySelector('.net-words')!.textContent = t(`room.link.${state}`);
}
