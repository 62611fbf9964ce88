// Forms that wait for a network beyond the life of the page: the service worker sends them when the network is back
// (Background Sync), where the browser has it. Each bears its command's id, so that it counts once, whoever sends it.
import type { Command } from './kept';
import { bodyOf, formOf } from './room-document';

const cache = 'forms-1';

interface SyncRegistration extends ServiceWorkerRegistration {
  sync?: { register(tag: string): Promise<void> };
}

const addressOf = ({ method, args: [talkId, id] }: Command): string =>
  `/forms/${id}?to=${encodeURIComponent(`/api/talks/${talkId}/forms/${formOf[method]![0]}`)}`;

/** Keeps in step what waits of a talk and what the service worker would send of it. */
export class WaitingForms {
  private readonly kept = new Set<string>();
  private last: Promise<void> = Promise.resolve();

  /** @param waiting All that waits now. */
  follow(waiting: Command[]): void {
    this.last = this.last.then(() => this.set(waiting)).catch(() => {}); // storage may be forbidden, or full
  }

  private async set(waiting: Command[]): Promise<void> {
    const registration = (await navigator.serviceWorker?.getRegistration()) as SyncRegistration | undefined;
    if (!registration?.sync || (!waiting.length && !this.kept.size)) return;
    const forms = await caches.open(cache);
    const wanted = new Map(
      waiting.filter(({ method }) => formOf[method]).map((command) => [addressOf(command), command]),
    );
    for (const address of [...this.kept]) {
      if (wanted.has(address)) continue;
      await forms.delete(address);
      this.kept.delete(address);
    }
    const fresh = [...wanted].filter(([address]) => !this.kept.has(address));
    for (const [address, { method, args }] of fresh) {
      await forms.put(address, new Response(bodyOf(method, args)));
      this.kept.add(address);
    }
    if (fresh.length) await registration.sync.register('forms');
  }
}
