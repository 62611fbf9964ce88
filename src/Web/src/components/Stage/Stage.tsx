import { t } from '../../lib/i18n';
import { sortQuestions } from '../../lib/room-state';
import type { TalkLink } from '../../lib/talk-link';
import type { Episode } from '../Room/Room';

/** What is talked about this moment, in large type: the question that is being answered, else the talk itself. */
export function Stage({ link, episode }: { link: TalkLink; episode: Episode }) {
  const room = link.room.value;
  if (!room) return null;
  const now = sortQuestions(room).answering[0];
  return now ? (
    <>
      <p class="stage-k">
        <span class="live-dot" aria-hidden="true" />
        {t('room.q.answering')}
      </p>
      <p class="stage-t" lang={now.language ?? undefined}>
        {now.text}
      </p>
      <p class="stage-by">{now.author ?? t('room.anonymous')}</p>
    </>
  ) : (
    <>
      <p class="stage-t" lang={episode.language}>
        {room.title}
      </p>
      <p class="stage-by">{(room.onAir.length > 0 ? room.onAir : episode.speakers).join(', ')}</p>
      <p class="stage-about" lang={episode.language}>
        {episode.description}
      </p>
    </>
  );
}
