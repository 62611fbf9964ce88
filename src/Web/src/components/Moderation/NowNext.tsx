import { useEffect, useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import type { QuestionView, RoomView } from '../../lib/protocol';
import { sortQuestions } from '../../lib/room-state';
import type { Send } from '../../lib/send';
import { now, span } from '../../lib/time';
import { Icon } from '../Icon/Icon';
import { Key } from '../Keys/Keys';
import { Times } from './Times';

interface Props {
  room: RoomView;
  enabled: boolean;
  send: Send;
  onAdvance: () => void;
}

/** What is answered, and the line of what is answered next: one key steps on. */
export function NowNext({ room, enabled, send, onAdvance }: Props) {
  const { answering, next } = sortQuestions(room);
  if (answering.length + next.length === 0 || room.phase === 'ended') return null;
  const put = (q: QuestionView, place: number) => void send('PutNext', q.id, place);
  return (
    <div class="nownext">
      {answering.map((q) => (
        <Answering q={q} room={room} key={q.id} enabled={enabled} send={send} onAdvance={onAdvance} />
      ))}
      {next.length > 0 && (
        <section class="nn nn-next" aria-label={t('studio.q.next')}>
          <p class="nn-k">
            {t('studio.q.next')} <span class="num">{next.length > 1 ? next.length : ''}</span>
          </p>
          <ol>
            {next.map((q, place) => (
              <li key={q.id}>
                <span class="nn-t" lang={q.language ?? undefined}>
                  {q.text}
                </span>
                <span class="nn-b">
                  {answering.length === 0 && place === 0 && (
                    <button class="b b-s b-ok" type="button" disabled={!enabled} onClick={onAdvance}>
                      {t('studio.q.answer')} <Key of="finish" />
                    </button>
                  )}
                  <Small
                    icon="up"
                    text="studio.q.earlier"
                    off={!enabled || place === 0}
                    onClick={() => put(q, place - 1)}
                  />
                  <Small
                    icon="down"
                    text="studio.q.after"
                    off={!enabled || place === next.length - 1}
                    onClick={() => put(q, place + 1)}
                  />
                  <Small
                    icon="x"
                    text="studio.q.not-next"
                    off={!enabled}
                    onClick={() => void send('ApproveQuestion', q.id)}
                  />
                </span>
              </li>
            ))}
          </ol>
        </section>
      )}
    </div>
  );
}

const Small = ({ icon, text, off, onClick }: { icon: string; text: string; off: boolean; onClick: () => void }) => (
  <button
    class="b b-s b-quiet b-icon"
    type="button"
    aria-label={t(text)}
    title={t(text)}
    disabled={off}
    onClick={onClick}
  >
    <Icon name={icon} />
  </button>
);

function Answering({ q, room, enabled, send, onAdvance }: Props & { q: QuestionView }) {
  const [time, setTime] = useState(now());
  const [setting, set] = useState(false);
  useEffect(() => {
    const timer = setInterval(() => setTime(now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return (
    <article class="nn">
      <p class="nn-k">
        {t('room.q.answering')}
        {q.answeringAt && <span class="num">{span((time - Date.parse(q.answeringAt)) / 1000)}</span>}
      </p>
      <p class="nn-t" lang={q.language ?? undefined}>
        {q.text}
      </p>
      <p class="nn-b">
        <button class="b b-s" type="button" disabled={!enabled} onClick={onAdvance}>
          {t('studio.q.finish')} <Key of="finish" />
        </button>
        <button
          class="b b-s b-quiet"
          type="button"
          aria-expanded={setting}
          disabled={!enabled}
          onClick={() => set(!setting)}
        >
          {t('studio.q.times')}
        </button>
        <button
          class="b b-s b-quiet"
          type="button"
          disabled={!enabled}
          onClick={() => void send('DeferQuestion', q.id)}
        >
          {t('studio.q.later')}
        </button>
      </p>
      {setting && (
        <Times
          q={q}
          room={room}
          onTimes={(from, to) => void send('SetAnswerTimes', q.id, from, to)}
          onClose={() => set(false)}
        />
      )}
    </article>
  );
}
