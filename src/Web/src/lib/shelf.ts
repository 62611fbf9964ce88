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

/** Plays a sound, or lets the one that plays fade away. */
export const toggleSound = (sound: ShelfSound, mix: MixView | null | undefined, send: Send): Promise<unknown> =>
  playing(mix, now()).some(({ id }) => id === sound.id)
    ? send('FadeSound', sound.id, fade)
    : send('PlaySound', sound.id);
