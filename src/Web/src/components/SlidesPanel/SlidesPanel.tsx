import { t } from '../../lib/i18n';
import { useKeys } from '../../lib/keys';
import type { RoomView } from '../../lib/protocol';
import type { Send } from '../../lib/send';
import { Key } from '../Keys/Keys';
import { SendSlides } from './SendSlides';

interface Props {
  room: RoomView;
  enabled: boolean;
  send: Send;
}

/** The slides at the desk: what is shown, one on, one back, any of them, and sending more. */
export function SlidesPanel({ room, enabled, send }: Props) {
  const slides = room.plan?.slides ?? [];
  const shown = room.stage.slide;
  const place = slides.findIndex((slide) => slide.id === shown?.id);
  const show = (index: number) => {
    const slide = slides[index];
    if (slide && enabled) void send('ShowSlide', slide.id);
  };
  useKeys({ slide: () => show(place + 1), slideBack: () => show(place - 1) });

  return (
    <section class="prod sl" aria-labelledby="h-slides">
      <h2 id="h-slides">
        {t('studio.slides')}{' '}
        <span class="p-n num">{place >= 0 && t('studio.slides.at', { n: place + 1, all: slides.length })}</span>
      </h2>
      {slides.length > 0 && (
        <>
          <div class="sl-b">
            <button class="b b-s" type="button" disabled={!enabled || place < 1} onClick={() => show(place - 1)}>
              {t('studio.slides.back')}
              <Key of="slideBack" />
            </button>
            <button
              class="b b-s b-ok"
              type="button"
              disabled={!enabled || place + 1 >= slides.length}
              onClick={() => show(place + 1)}
            >
              {t('studio.slides.next')}
              <Key of="slide" />
            </button>
            <button
              class="lnk"
              type="button"
              disabled={!enabled || !shown}
              onClick={() => void send('ShowSlide', null)}
            >
              {t('studio.slides.hide')}
            </button>
          </div>
          <ol class="sl-all">
            {slides.map((slide, index) => (
              <li key={slide.id}>
                <button
                  type="button"
                  aria-current={index === place ? 'true' : undefined}
                  disabled={!enabled}
                  onClick={() => show(index)}
                >
                  <img
                    src={slide.small.url}
                    width={slide.small.width}
                    height={slide.small.height}
                    loading="lazy"
                    alt={slide.text ?? ''}
                  />
                  <span class="num">
                    <span class="vh">{t('studio.slides')}</span> {index + 1}
                  </span>
                </button>
              </li>
            ))}
          </ol>
        </>
      )}
      {room.phase !== 'ended' && <SendSlides talkId={room.talkId} ready={slides.length} look="b b-s" mayRemove />}
    </section>
  );
}
