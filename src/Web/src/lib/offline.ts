interface Policies {
  createPolicy(
    name: string,
    rules: { createScriptURL(address: string): string },
  ): { createScriptURL(a: string): string };
}

/** The service worker comes last of all: five seconds after the page is there. */
export function readyForOffline(): void {
  addEventListener('load', () =>
    setTimeout(() => {
      const policies = (window as { trustedTypes?: Policies }).trustedTypes;
      const worker =
        policies?.createPolicy('worker', { createScriptURL: () => '/sw.js' }).createScriptURL('') ?? '/sw.js';
      navigator.serviceWorker?.register(worker).catch(() => {}); // the page is as good without
    }, 5000),
  );
}
