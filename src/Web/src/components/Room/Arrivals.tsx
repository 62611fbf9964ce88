import { signal } from '@preact/signals';
import { useEffect, useRef, useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import { kept } from '../../lib/kept';
import type { RoomView } from '../../lib/protocol';

const telling = signal(kept.read('arrivals', true));
const others = (room: RoomView) => room.questions.filter((q) => !q.mine).length;

/** New questions of others are not announced one by one, but their number, at most every half minute. */
export function Arrivals({ room }: { room: RoomView }) {
  const [[text, times], setText] = useState<[string, number]>(['', 0]);
  const told = useRef(others(room));
  const latest = useRef(room);
  latest.current = room;
  useEffect(() => {
    const timer = setInterval(() => {
      const count = others(latest.current);
      const text = telling.value && count > told.current ? t('room.said.new', { n: count - told.current }) : '';
      setText(([, before]) => [text, before + 1]);
      told.current = count;
    }, 30_000);
    return () => clearInterval(timer);
  }, []);
  return (
    <p class="vh" aria-live="polite">
      {/* a fresh element: the same number told twice is read twice */}
      <span key={times}>{text}</span>
    </p>
  );
}

/** What becomes of one's own questions is told to who cannot see it. */
export function useOwnNews(room: RoomView | null, say: (text: string) => void): void {
  const known = useRef(new Map<string, string>());
  useEffect(() => {
    for (const { id, mine, sending, state, text } of room?.questions ?? []) {
      if (!mine || sending) continue;
      const before = known.current.get(id);
      known.current.set(id, state);
      if (before && before !== state) say(`${t(state === 'approved' ? 'room.said.shown' : `room.q.${state}`)} ${text}`);
    }
  }, [room]);
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
