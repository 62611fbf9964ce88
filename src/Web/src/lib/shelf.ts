import { signal } from '@preact/signals';
import { call } from './api';
import type { MixView, ShelfSound } from './mix';
import { playing } from './mix';
import type { Send } from './send';
import { now } from './time';

/** How long a sound takes to fade away, in seconds. */
const fade = 2;

/** The sounds of the series. The first bed is the backup; the others are on the keys 1 to 9. */
export class Shelf {
  readonly sounds = signal<ShelfSound[]>([]);

  constructor(private readonly seriesId: string) {}

  async load(): Promise<void> {
    this.sounds.value = await call<ShelfSound[]>('GET', `/api/series/${this.seriesId}/sounds`);
  }

  get backup(): ShelfSound | undefined {
    return this.sounds.value.find((sound) => sound.kind === 'bed');
  }

  get keyed(): ShelfSound[] {
    const { backup } = this;
    return this.sounds.value.filter((sound) => sound !== backup).slice(0, 9);
  }
}

/** What was last let fade here, before the server has told of it. */
let fading: string | undefined;

/** Plays a sound, lets the one that plays fade away, and ends the one that fades: pressed twice, it is gone. */
export function toggleSound(sound: ShelfSound, mix: MixView | null | undefined, send: Send): Promise<unknown> {
  const plays = playing(mix, now()).find(({ id }) => id === sound.id);
  if (!plays) return send('PlaySound', sound.id);
  const name = `${plays.id} ${plays.startedAt}`;
  if (plays.fadedAt || fading === name) return send('StopSound', sound.id);
  fading = name;
  return send('FadeSound', sound.id, fade);
}
