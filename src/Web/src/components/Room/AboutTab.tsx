import { t } from '../../lib/i18n';
import { credits } from '../Stage/credits';
import { ArrivalsSwitch } from './Arrivals';
import type { RoomProps } from './room-props';

/** What the talk is about, who speaks, and what this page may say by itself. */
export const AboutTab = ({ episode, room }: RoomProps) => (
  <div class="about">
    <p lang={episode.language}>{episode.description}</p>
    {episode.speakers.length > 0 && <p>{t('room.with', { names: episode.speakers.join(', ') })}</p>}
    {room.onAir.length > 0 && <p>{t('room.on-air', { names: credits(room) })}</p>}
    {room.stage.cue && <p>{t('room.cue.now', { title: room.stage.cue.title })}</p>}
    {room.stage.nextCue && <p>{t('room.cue.next', { title: room.stage.nextCue.title })}</p>}
    {(room.rules?.asks?.length ?? 0) > 0 && (
      <p>
        <a href={`/e/${episode.slug}#about-you`}>{t('room.about-you')}</a>
      </p>
    )}
    <ArrivalsSwitch />
  </div>
);
