import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import { explain } from '../../lib/refusals';
import type { TalkLink } from '../../lib/talk-link';
import { Icon } from '../Icon/Icon';

/**
 * Says that the line is down, three seconds after it went (most losses are over by then), how long the sound goes on, and
 * what is kept to be sent. Never in the way: all goes on working.
 */
export function Banner({ link }: { link: TalkLink }) {
  const [state, unsent, refused] = [link.state.value, link.unsent.value, link.refused.value];
  const [late, setLate] = useState(false);
  const down = state !== 'live' && state !== 'connecting';
  useEffect(() => {
    setLate(false);
    if (!down) return;
    const timer = setTimeout(() => setLate(true), 3000);
    return () => clearTimeout(timer);
  }, [down]);
  const asked = unsent.filter(({ method }) => method === 'Ask');
  const others = unsent.length - asked.length;

  return (
    <div class="banner-slot" role="status">
      {refused && (
        <Line>
          {explain(refused.refusal)} {refused.text && t('room.kept.ask', { text: refused.text })}
        </Line>
      )}
      {down && late && (
        <Line>
          <p>
            {t(`room.banner.${state}`)} {state !== 'denied' && <SoundLeft />}
            {state === 'denied' && <a href={location.pathname}>{t('room.banner.again')}</a>}
          </p>
          {unsent.length > 0 && (
            <p class="banner-kept">
              {t('room.kept', { n: unsent.length })}{' '}
              {[
                ...asked.map(({ args }) => t('room.kept.ask', { text: String(args[3]) })),
                ...(others ? [t('room.kept.other', { n: others })] : []),
              ].join(' · ')}
            </p>
          )}
        </Line>
      )}
    </div>
  );
}

/** A line that nobody overlooks and that is in nobody's way. */
export const Line = ({ icon = 'warn', children }: { icon?: string; children: ComponentChildren }) => (
  <div class="banner">
    <Icon name={icon} />
    <div>{children}</div>
  </div>
);

/** Counted once: a number that runs would be read out again and again. */
function SoundLeft() {
  const [left] = useState(() => {
    const audio = document.querySelector('audio');
    if (!audio || audio.paused || !audio.buffered.length) return 0;
    return Math.round(audio.buffered.end(audio.buffered.length - 1) - audio.currentTime);
  });
  return left > 0 ? <span>{t('room.banner.sound', { n: left })}</span> : null;
}
