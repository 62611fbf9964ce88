import { useEffect, useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import { now, span } from '../../lib/time';

/** What is left to vote: a clock to look at, which becomes words in the last ten seconds; spoken once a minute. */
export function TimeLeft({ endsAt }: { endsAt: string }) {
  const secondsLeft = () => Math.max(0, Math.ceil((Date.parse(endsAt) - now()) / 1000));
  const [left, setLeft] = useState(secondsLeft);
  useEffect(() => {
    const timer = setInterval(() => setLeft(secondsLeft()), 1000);
    return () => clearInterval(timer);
  }, [endsAt]);

  const minutes = Math.ceil(left / 60);
  return (
    <span class="num">
      <span aria-hidden="true">
        {left > 10 ? t('room.poll.left', { time: span(left) }) : t('room.poll.seconds', { n: left })}
      </span>
      <span class="vh" aria-live="polite">
        {left > 10 ? t('room.poll.minutes', { n: minutes }) : t('room.poll.last-seconds')}
      </span>
    </span>
  );
}
