import { useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import { explain } from '../../lib/refusals';
import { Icon } from '../Icon/Icon';

interface Props {
  talkId: string;
  paused: boolean;
  phone?: string;
  onAsk: (text: string) => Promise<unknown>;
}

const limit = 280;

/** The question box. Its draft is kept on the device until the question is accepted. */
export function AskBox({ talkId, paused, phone, onAsk }: Props) {
  const key = `draft:${talkId}`;
  const [text, setText] = useState(() => stored.get(key));
  const [error, setError] = useState('');
  const left = limit - count(text);

  const change = (value: string) => {
    setText(value);
    setError('');
    stored.set(key, value);
  };
  const submit = async (event: Event) => {
    event.preventDefault();
    const asked = text.trim();
    if (!asked || left < 0) return;
    change('');
    try {
      await onAsk(asked);
    } catch (refusal) {
      change(asked);
      setError(explain(refusal));
    }
  };

  return (
    <form class="ask" onSubmit={(event) => void submit(event)}>
      {error && (
        <p class="ask-note ask-error" role="alert">
          {error}
        </p>
      )}
      {!error && left < 40 && <p class="ask-note num">{t('room.ask.left', { n: left })}</p>}
      {paused ? (
        <p class="ask-note">{t('room.ask.paused')}</p>
      ) : (
        <div class="ask-box">
          <label class="vh" for="ask">
            {t('room.ask.label')}
          </label>
          <textarea
            id="ask"
            rows={1}
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
      {phone && (
        <a class="ask-call" href={`tel:${phone.replace(/[^\d+]/g, '')}`}>
          <Icon name="phone" />
          {t('room.call')}
        </a>
      )}
    </form>
  );
}

/** User-perceived characters, as the server counts them. */
function count(text: string): number {
  return 'Segmenter' in Intl ? [...new Intl.Segmenter().segment(text)].length : [...text].length;
}

/** Storage may be forbidden or full: then a draft lives as long as the page. */
const stored = {
  get(key: string): string {
    try {
      return localStorage.getItem(key) ?? '';
    } catch {
      return '';
    }
  },
  set(key: string, value: string): void {
    try {
      if (value) localStorage.setItem(key, value);
      else localStorage.removeItem(key);
    } catch {}
  },
};
