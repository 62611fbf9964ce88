import { useEffect, useState } from 'preact/hooks';
import { call, send as sendForm } from '../../lib/api';
import { t } from '../../lib/i18n';
import { useKeys } from '../../lib/keys';
import type { DeckView, RoomView } from '../../lib/protocol';
import { explain } from '../../lib/refusals';
import type { Send } from '../../lib/send';
import { Icon } from '../Icon/Icon';
import { Key } from '../Keys/Keys';

interface Props {
  room: RoomView;
  enabled: boolean;
  send: Send;
}

const mostBytes = 32 << 20;

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
      {room.phase !== 'ended' && <Upload talkId={room.talkId} ready={slides.length} />}
    </section>
  );
}

/** Sends slides and tells how far they are. */
function Upload({ talkId, ready }: { talkId: string; ready: number }) {
  const [decks, setDecks] = useState<DeckView[]>([]);
  const [said, setSaid] = useState('');
  const [rounds, setRounds] = useState(0);
  const drawing = decks.some((deck) => deck.state === 'drawing');
  // asked again each second while something is drawn
  useEffect(() => {
    call<DeckView[]>('GET', `/api/talks/${talkId}/slides`).then(setDecks, () => {});
  }, [talkId, ready, rounds]);
  useEffect(() => {
    if (!drawing) return;
    const timer = setInterval(() => setRounds((round) => round + 1), 1000);
    return () => clearInterval(timer);
  }, [drawing]);

  const [sending, setSending] = useState(false);
  const upload = async (input: HTMLInputElement) => {
    const files = input.files ?? [];
    if (files.length === 0) return;
    const form = new FormData();
    for (const file of files) form.append('file', file);
    setSaid('');
    setSending(true);
    try {
      if ([...files].reduce((sum, file) => sum + file.size, 0) > mostBytes) setSaid(t('refusal.slides.too-long'));
      else await sendForm(`/api/talks/${talkId}/slides`, form);
    } catch (refusal) {
      setSaid(explain(refusal));
    }
    input.value = ''; // else the same file, set right, could not be chosen again
    setSending(false);
    setRounds((round) => round + 1);
  };
  const remove = (deck: DeckView) =>
    void sendForm(`/api/talks/${talkId}/slides/${deck.id}/remove`, new FormData()).then(
      () => setRounds((round) => round + 1),
      (refusal: unknown) => setSaid(explain(refusal)),
    );

  return (
    <>
      <label class="b b-s" aria-disabled={sending}>
        <Icon name="image" />
        {t(sending ? 'studio.slides.sending' : 'studio.slides.send')}
        <input
          class="vh"
          type="file"
          multiple
          accept="application/pdf,image/png,image/jpeg,image/webp"
          disabled={sending}
          onChange={(event) => void upload(event.currentTarget)}
        />
      </label>
      <ul class="sl-decks">
        {decks.map((deck) => (
          <li key={deck.id}>
            <span>{deck.name}</span>
            {deck.state === 'drawing' ? (
              <progress max={deck.pages || 1} value={deck.done} aria-label={t('studio.slides.drawing')} />
            ) : (
              <button class="lnk" type="button" onClick={() => remove(deck)}>
                {t('studio.slides.remove')}
                <span class="vh"> {deck.name}</span>
              </button>
            )}
            {deck.fault && <small role="alert">{t(`refusal.${deck.fault}`)}</small>}
          </li>
        ))}
      </ul>
      <p class="prod-help" role="alert">
        {said}
      </p>
    </>
  );
}
