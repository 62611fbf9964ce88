import { useEffect, useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import { sortQuestions } from '../../lib/room-state';
import { savesData } from '../../lib/saver';
import type { TalkLink } from '../../lib/talk-link';
import { Icon } from '../Icon/Icon';
import type { Episode } from '../Room/Room';
import { credits } from './credits';

const wide = matchMedia('(min-width: 960px)');

/**
 * What is shown besides the sound: a break's sentence, the slide, else the question that is being answered, else the
 * talk itself. A slide costs bytes: where they are dear it comes when it is asked for.
 */
export function Stage({ link, episode }: { link: TalkLink; episode: Episode }) {
  const [isWide, setWide] = useState(wide.matches);
  const [wanted, setWanted] = useState<string | boolean>(); // a slide, all slides, none; undefined: as the device suits
  useEffect(() => {
    const follow = () => setWide(wide.matches);
    wide.addEventListener?.('change', follow);
    return () => wide.removeEventListener?.('change', follow);
  }, []);
  const room = link.room.value;
  if (!room) return null;
  const { slide, break: pause } = room.stage;
  const picture = slide && (isWide ? slide.large : slide.small);
  const shows = slide && (wanted === slide.id || (wanted ?? (isWide && !savesData())) === true);
  const now = sortQuestions(room).answering[0];

  return (
    <>
      {pause && (
        <p class="stage-break" role="status">
          <Icon name="clock" /> {pause}
        </p>
      )}
      {slide && picture && (
        <button
          class="opt slide-show"
          type="button"
          onClick={() => setWanted(!shows && (savesData() ? slide.id : true))}
        >
          <Icon name="image" />
          {shows
            ? t('room.slide.hide')
            : t('room.slide.show', { n: slide.number, kb: Math.ceil(picture.bytes / 1000) })}
        </button>
      )}
      {shows && picture ? (
        <img
          class="slide"
          src={picture.url}
          width={picture.width}
          height={picture.height}
          alt={slide.text ?? t('room.slide.n', { n: slide.number })}
        />
      ) : now ? (
        <div class="stage-now">
          <p class="stage-k">
            <span class="live-dot" aria-hidden="true" />
            {t('room.q.answering')}
          </p>
          <p class="stage-t" lang={now.language ?? undefined}>
            {now.text}
          </p>
          <p class="stage-by">{now.author ?? t('room.anonymous')}</p>
        </div>
      ) : (
        <div class="stage-now">
          <p class="stage-t" lang={episode.language}>
            {room.title}
          </p>
          <p class="stage-by">{room.onAir.length > 0 ? credits(room) : episode.speakers.join(', ')}</p>
          <p class="stage-about" lang={episode.language}>
            {episode.description}
          </p>
        </div>
      )}
    </>
  );
}
