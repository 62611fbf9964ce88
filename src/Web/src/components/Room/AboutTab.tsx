import { t } from '../../lib/i18n';
import type { RoomProps } from './room-props';

/** What the talk is about, and who speaks. */
export const AboutTab = ({ episode, room }: RoomProps) => (
  <div class="about" lang={episode.language}>
    <p>{episode.description}</p>
    {episode.speakers.length > 0 && <p>{t('room.with', { names: episode.speakers.join(', ') })}</p>}
    {room.onAir.length > 0 && <p>{t('room.on-air', { names: room.onAir.join(', ') })}</p>}
  </div>
);
