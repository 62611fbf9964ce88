// Times are shown in the station's zone by the server; what the viewer's own clock says is added when it differs.

export function clock(at: Date, language: string, zone?: string): string {
  return new Intl.DateTimeFormat(language, {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone: zone,
  }).format(at);
}

/** Hours, minutes and seconds of a length: 24:16, 1:02:07. */
export function span(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const [h, m, s] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, String(whole % 60).padStart(2, '0')];
  return h > 0 ? `${h}:${String(m).padStart(2, '0')}:${s}` : `${m}:${s}`;
}

/** What the server's clock was when it made the page, less what ours was then: a phone's clock may be hours off. */
let skew: number | undefined;

/** Now, by the server's clock, in milliseconds: what is compared with a time that the server told. */
export function now(): number {
  if (skew === undefined) {
    const told = Date.parse(document.querySelector<HTMLElement>('[data-now]')?.dataset.now ?? '');
    const [page] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
    const isFresh = told && page && page.transferSize !== 0; // a page out of a cache tells an old time
    skew = isFresh ? told - (performance.timeOrigin + page.responseStart) : 0;
    if (Math.abs(skew) < 2000) skew = 0;
  }
  return Date.now() + skew;
}
