import { useState } from 'preact/hooks';
import { useChat } from '../../lib/chat';
import { t } from '../../lib/i18n';
import { newId } from '../../lib/id';
import type { Send } from '../../lib/send';
import type { TalkLink } from '../../lib/talk-link';

interface Props {
  link: TalkLink;
  enabled: boolean;
  send: Send;
}

/** The chat with what waits in it, the newest first: shown, removed, or its author blocked. */
export function ChatDesk({ link, enabled, send }: Props) {
  const { messages } = useChat(link);
  const [text, setText] = useState('');
  const [sending, setSending] = useState(false);
  // What was refused stays in the field; what was typed meanwhile, too.
  const submit = async (event: Event) => {
    event.preventDefault();
    if (sending) return;
    setSending(true);
    if ((await send('SendMessage', newId(), text.trim(), null)) !== undefined)
      setText((now) => (now === text ? '' : now));
    setSending(false);
  };
  return (
    <div class="news">
      <form onSubmit={(event) => void submit(event)}>
        <input
          class="desk-input"
          aria-label={t('room.chat.label')}
          placeholder={t('room.chat.label')}
          maxLength={1000}
          value={text}
          onInput={(event) => setText(event.currentTarget.value)}
        />
        <button class="b b-s" type="submit" disabled={!enabled || sending || !text.trim()}>
          {t('room.chat.send')}
        </button>
      </form>
      {!messages && <p class="desk-empty">{t('room.chat.loading')}</p>}
      {messages?.length === 0 && <p class="desk-empty">{t('studio.chat-none')}</p>}
      <ol class="callers said">
        {[...(messages ?? [])].reverse().map((message) => (
          <li key={message.id}>
            <p>
              <b>{message.author ?? t('room.anonymous')}</b>
              {message.held && <span class="tag tag-live">{t('studio.chat-waits')}</span>}
            </p>
            <p class="said-t">{message.text}</p>
            <span class="hand-b">
              {message.held && (
                <button
                  class="b b-s b-ok"
                  type="button"
                  disabled={!enabled}
                  onClick={() => void send('ApproveMessage', message.id)}
                >
                  {t('studio.chat-approve')}
                </button>
              )}
              <button
                class="b b-s b-quiet"
                type="button"
                disabled={!enabled}
                onClick={() => void send('RemoveMessage', message.id)}
              >
                {t('studio.chat-remove')}
              </button>
              <button
                class="b b-s b-quiet"
                type="button"
                disabled={!enabled}
                onClick={() =>
                  confirm(t('studio.chat-block-sure')) && void send('BlockPerson', { message: message.id })
                }
              >
                {t('studio.chat-block')}
              </button>
            </span>
          </li>
        ))}
      </ol>
    </div>
  );
}
