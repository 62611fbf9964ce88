import { useEffect, useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import { gradeOf, type LineQuality, usual } from '../../lib/line-quality';
import { earTest, earTone } from '../../lib/tone';
import type { Voice } from '../../lib/whip';
import { Icon } from '../Icon/Icon';
import { Notice } from '../Notice/Notice';

/** A tone in her headphones. When her microphone hears it, too, it would send the programme back: an echo for all. */
export function Headphones({ voice }: { voice: Voice }) {
  const [plays, setPlays] = useState(false);
  const [echo, setEcho] = useState<boolean | null>(null);
  const ready = voice.microphone.value === 'ready';
  const test = async () => {
    setPlays(true);
    setEcho(null);
    const heard = await voice.hears(earTone, earTest());
    setPlays(false);
    if (ready) setEcho(heard);
  };
  return (
    <section class="ears" aria-labelledby="h-ears">
      <h3 id="h-ears">{t('backstage.ears')}</h3>
      <p class="field-help">{t('backstage.ears-help')}</p>
      <p>
        <button class="btn btn-ghost" type="button" disabled={plays} onClick={() => void test()}>
          <Icon name="headset" />
          {t(plays ? 'backstage.ears-plays' : 'backstage.ears-test')}
        </button>
      </p>
      {echo !== null && (
        <Notice icon={echo ? 'warn' : 'check'} kind={echo ? 'warn' : undefined}>
          <p>{t(echo ? 'backstage.ears-echo' : 'backstage.ears-good')}</p>
        </Notice>
      )}
    </section>
  );
}

const interval = 3000;

/** How good her line to the studio is, measured on what she really sends. */
export function Network({ voice }: { voice: Voice }) {
  const [quality, setQuality] = useState<LineQuality | null>(null);
  const connected = voice.line.value === 'connected';
  useEffect(() => {
    if (!connected) return setQuality(null);
    const measured: LineQuality[] = [];
    const measure = () =>
      void voice.quality().then(
        (now) => {
          if (now) measured.push(now);
          setQuality(usual(measured.slice(-3)));
        },
        () => setQuality(null),
      );
    const timer = setInterval(measure, interval);
    return () => clearInterval(timer);
  }, [connected, voice]);
  const grade = quality && gradeOf(quality);
  return (
    <p class="line" data-ok={grade ? grade === 'good' : undefined}>
      <span>
        {t('backstage.net')}{' '}
        <b class="num">{quality ? t(`backstage.net.${grade}`, { ...quality }) : t('backstage.net.wait')}</b>
      </span>
    </p>
  );
}
