import { effect, signal } from '@preact/signals';
import { t } from './i18n';
import { handReasons, type OwnHand, type Seat } from './people';
import type { TalkLink } from './talk-link';

/** Why a hand was not taken, in the page's language where the studio chose a ready reason. */
export const reasonOf = ({ reason }: OwnHand): string | null | undefined =>
  handReasons.some((ready) => ready === reason) ? t(`room.hand.reason.${reason}`) : reason;

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
