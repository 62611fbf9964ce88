import { useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import type { QuestionView, RoomView } from '../../lib/protocol';
import { now, span } from '../../lib/time';

interface Props {
  q: QuestionView;
  room: RoomView;
  onTimes: (from: string, to: string | null) => void;
}

/** How far a time can be moved at once, in seconds. */
const reach = 300;

/** Sets right when an answer began and ended, by one drag each, or by the arrow keys: a second a step. */
export function Times({ q, room, onTimes }: Props) {
  const start = Date.parse(room.liveAt ?? q.askedAt);
  const latest = room.endedAt ? Date.parse(room.endedAt) : now();
  const second = (at: string | number) => (typeof at === 'string' ? Date.parse(at) - start : at - start) / 1000;
  const [anchor] = useState({
    from: second(q.answeringAt ?? q.answeredAt ?? latest),
    to: q.answeredAt ? second(q.answeredAt) : null,
    latest: second(latest),
  });
  const [from, setFrom] = useState(anchor.from);
  const [to, setTo] = useState(anchor.to);

  const tell = (nextFrom: number, nextTo: number | null) => {
    const iso = (seconds: number) => new Date(start + seconds * 1000).toISOString();
    onTimes(iso(nextFrom), nextTo === null ? null : iso(nextTo));
  };
  return (
    <div class="times">
      <Slider
        label={t('studio.q.began')}
        value={from}
        min={Math.max(0, anchor.from - reach)}
        max={Math.min(anchor.from + reach, (to ?? anchor.latest) - 1)}
        onMove={setFrom}
        onSet={(value) => tell(value, to)}
      />
      {to !== null && (
        <Slider
          label={t('studio.q.ended')}
          value={to}
          min={Math.max(from + 1, to - reach)}
          max={Math.min(anchor.latest, (anchor.to ?? to) + reach)}
          onMove={setTo}
          onSet={(value) => tell(from, value)}
        />
      )}
    </div>
  );
}

interface SliderProps {
  label: string;
  /** Seconds of the programme, as the others. */
  value: number;
  min: number;
  max: number;
  onMove: (value: number) => void;
  onSet: (value: number) => void;
}

const Slider = ({ label, value, min, max, onMove, onSet }: SliderProps) => (
  <label>
    <span>{label}</span>
    <input
      type="range"
      min={Math.min(min, value)}
      max={Math.max(max, value)}
      step={1}
      value={value}
      aria-valuetext={span(value)}
      onInput={(event) => onMove(Number(event.currentTarget.value))}
      onChange={(event) => onSet(Number(event.currentTarget.value))}
    />
    <output class="num">{span(value)}</output>
  </label>
);
