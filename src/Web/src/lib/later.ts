/** What few visits need is loaded when they do, from the address that the page tells; the page is whole without it. */
export function withLater(act: (on: typeof import('../islands/later')) => unknown): void {
  import(/* @vite-ignore */ document.documentElement.dataset.later!).then(act).catch(() => {});
}
