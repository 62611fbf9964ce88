import { useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import type { CrewNote } from '../../lib/mix';
import type { RoomView } from '../../lib/protocol';
import type { Send } from '../../lib/send';
import type { Shelf } from '../../lib/shelf';
import { Cart } from '../Cart/Cart';
import { Crew } from '../Crew/Crew';
import type { DeskEpisode } from '../DeskBar/DeskBar';
import { Ways } from '../Producer/Producer';
import { Break, Names } from '../Rundown/OnScreen';
import { NextPart, Rundown } from '../Rundown/Rundown';
import { SlidesPanel } from '../SlidesPanel/SlidesPanel';

interface Props {
  room: RoomView;
  episode: DeskEpisode;
  shelf: Shelf;
  notes: CrewNote[];
  phone?: string | null;
  enabled: boolean;
  shown: boolean;
  send: Send;
}

/** The talk's course: the rundown with what belongs to it, and below, always in sight, what is used all the time. */
export function Side({ room, episode, shelf, notes, phone, enabled, shown, send }: Props) {
  const over = room.phase === 'ended';
  const live = room.phase === 'live';
  const [unfolded] = useState(!live); // off the air it is looked at first
  return (
    <section class="p p-producer" data-shown={shown} aria-label={t('studio.producer')}>
      <div class="side">
        <Rundown room={room} slug={episode.slug} zone={episode.zone} enabled={enabled} send={send} />
        {!over && (
          <details class="fold" open={unfolded}>
            <summary>{t('studio.on-screen')}</summary>
            <div class="prod">
              <Names room={room} enabled={enabled} send={send} />
              {live && <Break room={room} enabled={enabled} send={send} />}
            </div>
            <SlidesPanel room={room} enabled={enabled} send={send} />
          </details>
        )}
        {!over && (
          <details class="fold">
            <summary>{t('studio.ways')}</summary>
            <Ways talkId={room.talkId} slug={episode.slug} phone={phone} />
          </details>
        )}
      </div>
      {!over && (
        <div class="side-low">
          <Crew
            notes={notes}
            enabled={enabled}
            field="desk-input"
            onWrite={async (text) => (await send('WriteCrewNote', text)) !== undefined}
          />
          <NextPart room={room} enabled={enabled} send={send} />
          <Cart shelf={shelf} mix={room.mix} enabled={enabled} send={send} />
        </div>
      )}
    </section>
  );
}
