import { signal } from '@preact/signals';
import { useEffect, useRef, useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import type { RoomView } from '../../lib/protocol';
import { kept } from '../../lib/stored';

const telling = signal(kept.read('arrivals', true));
const others = (room: RoomView) => room.questions.filter((q) => !q.mine).length;

/** New questions of others are not announced one by one, but their number, at most every half minute. */
export function Arrivals({ room }: { room: RoomView }) {
  const [text, setText] = useState('');
  const told = useRef(others(room));
  const latest = useRef(room);
  latest.current = room;
  useEffect(() => {
    const timer = setInterval(() => {
      const count = others(latest.current);
      setText(telling.value && count > told.current ? t('room.said.new', { n: count - told.current }) : '');
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

/** Those who listen with a screen reader may have quiet. */
export const ArrivalsSwitch = () => (
  <label class="about-switch">
    <input
      type="checkbox"
      checked={telling.value}
      onChange={(event) => {
        telling.value = event.currentTarget.checked;
        kept.write('arrivals', telling.value);
      }}
    />
    {t('room.said.switch')}
  </label>
);
