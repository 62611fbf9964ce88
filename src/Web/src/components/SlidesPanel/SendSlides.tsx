import { useEffect, useState } from 'preact/hooks';
import { call, send as sendForm } from '../../lib/api';
import { t } from '../../lib/i18n';
import type { DeckView } from '../../lib/protocol';
import { explain } from '../../lib/refusals';
import { Icon } from '../Icon/Icon';

const mostBytes = 32 << 20;

interface Props {
  talkId: string;
  /** How many slides can be shown. */
  ready?: number;
  /** The classes of its button. */
  look: string;
  mayRemove?: boolean;
}

/** Sends slides and tells how far they are. */
export function SendSlides({ talkId, ready, look, mayRemove }: Props) {
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
      <label class={`sl-send ${look}`} aria-disabled={sending}>
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
              mayRemove && (
                <button class="lnk" type="button" onClick={() => remove(deck)}>
                  {t('studio.slides.remove')}
                  <span class="vh"> {deck.name}</span>
                </button>
              )
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
