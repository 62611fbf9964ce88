const reachable =
  'a[href], button:not(:disabled), input:not(:disabled), select:not(:disabled), textarea:not(:disabled), summary, [tabindex="0"]';

const within = (home: HTMLElement) =>
  [...home.querySelectorAll<HTMLElement>(reachable)].filter((one) => one.getClientRects().length > 0);

/**
 * Keeps the keyboard's place in a part of the page: when the focused thing vanishes, because it was approved, voted for
 * or sent, what stands in its place is focused instead of nothing.
 */
export function keepFocus(root: HTMLElement): void {
  let last: HTMLElement | null = null;
  let places: { home: HTMLElement; index: number }[] = [];
  // Taken away, switched off, or inside a sheet that was closed after its opener had gone.
  const gone = (one: HTMLElement) => one.matches(':disabled') || one.getClientRects().length === 0;

  root.addEventListener('focusin', (event) => {
    last = event.target as HTMLElement;
    places = [];
    for (let home = last.parentElement; home && home !== root.parentElement; home = home.parentElement)
      places.push({ home, index: within(home).indexOf(last) });
  });
  root.addEventListener('focusout', (event) => {
    // Somebody who clicked beside it left of her own will; what was taken away is not here any more by then.
    if (event.relatedTarget) return;
    queueMicrotask(() => {
      if (last && !gone(last) && document.activeElement !== last) last = null;
    });
  });
  new MutationObserver(() => {
    const at = document.activeElement;
    if (!last || (at && at !== document.body && at !== last) || !gone(last)) return;
    for (const { home, index } of places) {
      const others = home.isConnected ? within(home) : [];
      if (others.length === 0) continue;
      others[Math.min(index, others.length - 1)]!.focus();
      return;
    }
  }).observe(root, { childList: true, subtree: true, attributes: true, attributeFilter: ['disabled', 'open'] });
}
