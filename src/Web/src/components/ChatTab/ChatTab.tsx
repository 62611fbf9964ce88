import './ChatTab.css';
import { useState } from 'preact/hooks';
import { useChat } from '../../lib/chat';
import { draftOf } from '../../lib/drafts';
import { language, t } from '../../lib/i18n';
import { newId } from '../../lib/id';
import { explain } from '../../lib/refusals';
import { clock } from '../../lib/time';
import { NameField, useName } from '../AskBox/NameField';
import type { RoomProps } from '../Room/room-props';

/** What people write to each other, the newest first. Its code and its messages come when it is opened. */
export default function ChatTab({ link, room, episode, say }: RoomProps) {
  const { messages, state, expect } = useChat(link);
  const text = draftOf(`chat:${link.talkId}`, '');
  const [name, setName] = useName(episode);
  const [error, setError] = useState('');
  const submit = async (event: Event) => {
    event.preventDefault();
    const said = text.value.trim();
    if (!said) return;
    const id = newId();
    const held = !room.rules?.moderateAfter;
    text.value = '';
    setError('');
    expect({ id, text: said, at: new Date().toISOString(), held, mine: true });
    try {
      await link.send('SendMessage', id, said, name);
      if (held) say(t('room.chat.held'));
    } catch (refusal) {
      expect(id);
      const isFree = !text.value; // meanwhile the next one may be in it
      if (isFree) text.value = said;
      setError(isFree ? explain(refusal) : `${explain(refusal)} “${said}”`);
    }
  };
  return (
    <>
      <form class="chat-say" onSubmit={(event) => void submit(event)}>
        <input
          aria-label={t('room.chat.label')}
          placeholder={t('room.chat.label')}
          maxLength={1000}
          value={text.value}
          onInput={(event) => {
            text.value = event.currentTarget.value;
          }}
        />
        <button class="btn" type="submit" disabled={!text.value.trim()}>
          {t('room.chat.send')}
        </button>
        {text.value && <NameField name={name} onName={setName} />}
      </form>
      {error && (
        <p class="fault" role="alert">
          {error}
        </p>
      )}
      {state && (
        <p class="q-empty" role="status">
          {t(`room.chat.${state}`)}
        </p>
      )}
      {messages?.length === 0 && <p class="q-empty">{t('room.chat.none')}</p>}
      <ol class="chat">
        {[...(messages ?? [])].reverse().map((message) => (
          <li key={message.id} class={message.held ? 'chat-held' : undefined}>
            <span class="chat-by">
              {message.mine ? t('room.chat.you') : (message.author ?? t('room.anonymous'))}{' '}
              <span class="num">{clock(new Date(message.at), language())}</span>
              {message.held && ` · ${t('room.chat.waits')}`}
            </span>
            <span>{message.text}</span>
          </li>
        ))}
      </ol>
    </>
  );
}
