import { useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import type { NoticesView } from '../../lib/people';
import type { Send } from '../../lib/send';

interface Props {
  notices: NoticesView | null | undefined;
  enabled: boolean;
  send: Send;
}

/** Telling everybody something, until it is taken down or another takes its place. */
export function Announce({ notices, enabled, send }: Props) {
  const [text, setText] = useState('');
  const [link, setLink] = useState('');
  const shown = notices?.current;
  const submit = async (event: Event) => {
    event.preventDefault();
    if ((await send('Announce', text, link.trim() || null)) === undefined) return;
    setText('');
    setLink('');
  };
  return (
    <div class="news">
      {shown && (
        <div class="news-now">
          <p>
            <span class="tag tag-live">{t('studio.announce-shown')}</span>
            <b>{shown.text}</b>
            {shown.link && <span>{shown.link}</span>}
          </p>
          <button
            class="b b-s"
            type="button"
            disabled={!enabled}
            onClick={() => void send('TakeDownAnnouncement', shown.id)}
          >
            {t('studio.announce-down')}
          </button>
        </div>
      )}
      <form onSubmit={(event) => void submit(event)}>
        <textarea
          class="desk-input"
          rows={2}
          aria-label={t('studio.announce-new')}
          placeholder={t('studio.announce-new')}
          maxLength={1000}
          value={text}
          onInput={(event) => setText(event.currentTarget.value)}
        />
        <input
          class="desk-input"
          type="url"
          aria-label={t('studio.announce-link')}
          placeholder={t('studio.announce-link')}
          pattern="https://.*"
          maxLength={500}
          value={link}
          onInput={(event) => setLink(event.currentTarget.value)}
        />
        <button class="b b-ok" type="submit" disabled={!enabled || !text.trim()}>
          {t('studio.announce-send')}
        </button>
      </form>
      {notices?.earlier && notices.earlier.length > 0 && (
        <details class="more">
          <summary>{t('studio.announce-earlier')}</summary>
          <ul>
            {notices.earlier.map((before) => (
              <li key={before.id}>{before.text}</li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}
