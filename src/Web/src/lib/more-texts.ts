import { addTexts } from './i18n';
import { pause, sleep } from './retry';

/** Fetches words that the page does not bring with it; tries until they are there. */
export async function moreTexts(address: string): Promise<void> {
  for (let failures = 0; ; ) {
    try {
      const answer = await fetch(address);
      if (!answer.ok) throw new Error(String(answer.status));
      return addTexts((await answer.json()) as Record<string, string>);
    } catch {
      await sleep(pause(failures++));
    }
  }
}
