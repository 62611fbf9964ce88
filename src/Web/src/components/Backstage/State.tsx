import { t } from '../../lib/i18n';
import type { Seat } from '../../lib/people';
import type { Phase } from '../../lib/protocol';
import type { Voice } from '../../lib/whip';
import { Icon } from '../Icon/Icon';

export type Standing = 'on-air' | 'muted' | 'next' | 'off-air' | 'silent' | 'lost';

/**
 * Whether she is heard, as far as this page knows. Without its line to the server it knows nothing: then the safe thing
 * to say is that she is. A sound that does not arrive is no sound, whatever the desk shows.
 */
export function standingOf(
  phase: Phase | undefined,
  seat: Seat,
  muted: boolean,
  connected: boolean,
  lost: boolean,
): Standing {
  if (phase === 'ended') return 'off-air';
  const heard = seat.onAir && phase === 'live';
  if (muted && (heard || lost)) return 'muted';
  if (lost) return 'lost';
  if (!heard) return seat.onAir || seat.next ? 'next' : 'off-air';
  if (seat.muted) return 'muted';
  return connected ? 'on-air' : 'silent';
}

interface Props {
  standing: Standing;
  seat: Seat;
  voice: Voice;
  /** The server wants this page no more. */
  denied: boolean;
}

const icons: Record<Standing, string> = {
  'on-air': 'mic',
  muted: 'micoff',
  next: 'clock',
  'off-air': 'micoff',
  silent: 'warn',
  lost: 'warn',
};

/** In the largest words of the page: heard or not. */
export function State({ standing, seat, voice, denied }: Props) {
  return (
    <div class="state" data-state={standing} role="alert">
      <Icon name={icons[standing]} />
      <p>
        <b>{t(standing === 'lost' && denied ? 'backstage.state.denied' : `backstage.state.${standing}`)}</b>
        <span>
          {hint(standing, voice, seat)}
          {standing === 'lost' && (
            <>
              {' '}
              <a href={location.href}>{t('backstage.reload')}</a>
            </>
          )}
        </span>
      </p>
    </div>
  );
}

/** What the state's word leaves open. */
export function hint(standing: Standing, voice: Pick<Voice, 'microphone' | 'line' | 'muted'>, seat?: Seat): string {
  if (standing === 'silent' || (standing === 'next' && voice.microphone.value !== 'ready'))
    return t(voice.microphone.value === 'ready' ? `backstage.line.${voice.line.value}` : 'backstage.hint.silent');
  if (voice.muted.value && (standing === 'muted' || standing === 'next')) return t('backstage.hint.muted');
  if (standing === 'muted') return t('backstage.hint.muted-by-host');
  if (standing === 'next') return t(seat && !seat.onAir ? 'backstage.hint.next' : 'backstage.hint.seat');
  return t(`backstage.hint.${standing}`);
}

/** The host is lost, and she runs the talk now. Her microphone stays in this tab. */
export const Hosting = ({ slug }: { slug: string }) => (
  <div class="hosting" role="alert">
    <p>
      <b>{t('backstage.hosts')}</b> <span>{t('backstage.hosts-why')}</span>
    </p>
    <a class="btn btn-accent" href={`/studio/${slug}`} target="_blank" rel="noopener">
      {t('backstage.hosts-open')}
    </a>
  </div>
);
