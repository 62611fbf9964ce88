import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import { newId } from '../../lib/id';
import { explain } from '../../lib/refusals';
import { stored } from '../../lib/stored';
import { Icon } from '../Icon/Icon';
import type { RoomProps } from '../Room/room-props';
import { NameField, useName } from './NameField';

const limit = 280;

/** The question box. Its draft is kept on the device until the question is accepted. */
export function AskBox({ link, room, episode, say }: RoomProps) {
  const [text, setText] = useState(() => stored.get(link.draft));
  const [error, setError] = useState('');
  const [name, setName] = useName(episode);
  const left = limit - count(text);
  const box = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => stretch(box.current), [text]);

  const change = (value: string) => {
    setText(value);
    setError('');
    stored.set(link.draft, value);
  };
  // A question from before the page was loaded was refused: it is a draft again.
  useEffect(() => setText((now) => now || stored.get(link.draft)), [link.refused.value]);

  const submit = async (event: Event) => {
    event.preventDefault();
    const asked = text.trim();
    if (!asked || left < 0) return;
    change('');
    const id = newId();
    try {
      // It bears its command's id, as a form's does: over whichever road it goes, it is asked once.
      await link.sendAs(id, 'Ask', id, asked, name, document.documentElement.lang || null);
      say(t('room.said.asked'));
    } catch (refusal) {
      // Meanwhile the next one may be in the box.
      const isFree = !(box.current?.value ?? stored.get(link.draft));
      if (isFree) change(asked);
      setError(isFree ? explain(refusal) : `${explain(refusal)} ${t('room.kept.ask', { text: asked })}`);
    }
  };

  return (
    <form class="ask" onSubmit={(event) => void submit(event)}>
      {error && (
        <p class="ask-note fault" role="alert">
          {error}
        </p>
      )}
      {!error && left < 40 && <p class="ask-note num">{t('room.ask.left', { n: left })}</p>}
      {text && !room.frozen && !room.askingPaused && <NameField name={name} onName={setName} />}
      {room.frozen || room.askingPaused ? (
        <p class="ask-note">{t(room.frozen ? 'room.frozen' : 'room.ask.paused')}</p>
      ) : (
        <div class="ask-box">
          <label class="vh" for="ask">
            {t('room.ask.label')}
          </label>
          <textarea
            id="ask"
            rows={1}
            ref={box}
            maxLength={1000}
            placeholder={t('room.ask.hint')}
            value={text}
            onInput={(event) => change(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) void submit(event);
            }}
          />
          <button class="ask-send" type="submit" aria-label={t('room.ask.send')} disabled={!text.trim() || left < 0}>
            <Icon name="send" />
          </button>
        </div>
      )}
    </form>
  );
}

/** As high as what is written in it; the style sheet tells how high at most. */
function stretch(box: HTMLTextAreaElement | null): void {
  if (!box) return;
  box.style.height = '';
  if (box.value) box.style.height = `${box.scrollHeight}px`;
}

/** User-perceived characters, as the server counts them. */
function count(text: string): number {
  return 'Segmenter' in Intl ? [...new Intl.Segmenter().segment(text)].length : [...text].length;
}
