import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import type { QuestionView, RoomView } from '../../lib/protocol';
import { now, span } from '../../lib/time';

interface Props {
  q: QuestionView;
  room: RoomView;
  onTimes: (from: string, to: string | null) => void;
  onClose: () => void;
  /** No other button closes it. */
  hasClose?: boolean;
}

/** How far a time can be moved at once, in seconds. */
const reach = 300;

/** How long an answer lasted of which nobody knows. */
const usual = 60;

/**
 * Sets right when an answer began and ended, by one drag each, or by the arrow keys: a second a step. Of an answer that
 * nobody marked both are looked for in the whole programme, and told together.
 */
export function Times({ q, room, onTimes, onClose, hasClose }: Props) {
  const start = Date.parse(room.liveAt ?? q.askedAt);
  const latest = ((room.endedAt ? Date.parse(room.endedAt) : now()) - start) / 1000;
  const second = (at: string) => (Date.parse(at) - start) / 1000;
  const { answeringAt, answeredAt } = q;
  const [anchor] = useState(() => {
    const from = answeringAt ? second(answeringAt) : Math.max(0, Math.min(second(q.askedAt), latest - usual));
    const to = answeringAt ? (answeredAt ? second(answeredAt) : null) : Math.min(from + usual, latest);
    return { from, to, latest, isMarked: !!answeringAt };
  });
  const far = anchor.isMarked ? reach : Number.POSITIVE_INFINITY;
  const [from, setFrom] = useState(anchor.from);
  const [to, setTo] = useState(anchor.to);
  const body = useRef<HTMLFormElement>(null);
  useLayoutEffect(() => body.current?.querySelector('input')?.focus(), []);

  const tell = (nextFrom: number, nextTo: number | null) => {
    // The server's clock is finer than ours: what begins with the programme must not begin before it.
    const iso = (seconds: number) => new Date(start + Math.max(1, seconds * 1000)).toISOString();
    onTimes(iso(nextFrom), nextTo === null ? null : iso(nextTo));
  };
  const begin = (value: number) => {
    setFrom(value);
    if (to !== null && value >= to) setTo(Math.min(value + usual, anchor.latest));
  };
  const set = anchor.isMarked ? tell : () => {};
  return (
    <form
      class="times"
      ref={body}
      onSubmit={(event) => {
        event.preventDefault();
        if (!anchor.isMarked) tell(from, to);
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose();
      }}
    >
      <Slider
        label={t('studio.q.began')}
        value={from}
        min={Math.max(0, anchor.from - far)}
        max={Math.min(anchor.from + far, (anchor.isMarked && to !== null ? to : anchor.latest) - 1)}
        onMove={begin}
        onSet={(value) => set(value, to)}
      />
      {to !== null && (
        <Slider
          label={t('studio.q.ended')}
          value={to}
          min={Math.max(from + 1, (anchor.to ?? to) - far)}
          max={Math.min(anchor.latest, (anchor.to ?? to) + far)}
          onMove={setTo}
          onSet={(value) => set(from, value)}
        />
      )}
      {(hasClose || !anchor.isMarked) && (
        <p>
          {!anchor.isMarked && (
            <button class="b b-s b-ok" type="submit">
              {t('studio.q.finish')}
            </button>
          )}
          <button class="b b-s b-quiet" type="button" onClick={onClose}>
            {t(anchor.isMarked ? 'studio.keys.close' : 'studio.not-now')}
          </button>
        </p>
      )}
    </form>
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
