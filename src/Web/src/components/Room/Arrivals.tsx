import { useEffect, useRef, useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import type { RoomView } from '../../lib/protocol';

/** New questions of others are not announced one by one, but their number, at most every half minute. */
export function Arrivals({ room }: { room: RoomView }) {
  const [text, setText] = useState('');
  const told = useRef(room.questions.length);
  const latest = useRef(room);
  latest.current = room;
  useEffect(() => {
    const timer = setInterval(() => {
      const count = latest.current.questions.length;
      setText(count > told.current ? t('room.said.new', { n: count - told.current }) : '');
      told.current = count;
    }, 30_000);
    return () => clearInterval(timer);
  }, []);
  return (
    <p class="vh" aria-live="polite">
      {text}
    </p>
  );
}
