import { effect, signal } from '@preact/signals';
import type { OwnHand, Seat } from './people';
import type { TalkLink } from './talk-link';

/** One's own raised hand, as the hub tells of it. */
export class Hand {
  readonly view = signal<OwnHand | null>(null);
  readonly seat = signal<Seat>({ onAir: false, muted: false });
  private told = false;

  constructor(link: TalkLink) {
    link.on('hand', (hand: OwnHand | null) => {
      this.told = true;
      this.view.value = hand;
    });
    link.on('seat', (seat: Seat) => {
      this.seat.value = seat;
    });
    // Whoever comes back and hears nothing of her hand has none any more.
    effect(() => {
      if (link.state.value === 'live') {
        if (!this.told) this.view.value = null;
      } else this.told = false;
    });
  }
}
