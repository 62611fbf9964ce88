import { t } from '../../lib/i18n';
import type { ProgrammeView } from '../../lib/protocol';
import { programmeMeter } from '../../lib/studio-link';
import { span } from '../../lib/time';
import { Share } from '../Ballot/Share';
import { Meter } from '../Meter/Meter';

/** Seconds of silence after which the alarm stands, and those after which the fallback would play. */
export const silenceAlarm = 6;
const silenceLimit = 10;
const target = -23;

const level = (value: number | null | undefined) =>
  value == null || value <= -70 ? '–' : value.toFixed(1).replace('-', '−');

/** What goes out: loudness after ITU-R BS.1770, true peak, silence. */
export function Master({ programme, live }: { programme: ProgrammeView | null; live: boolean }) {
  const silent = live ? (programme?.silentSeconds ?? 0) : 0;
  return (
    <article class="master" aria-label={t('studio.programme')}>
      <p class="st-n">
        <b>{t('studio.programme')}</b>
        <span>{t('studio.goes-out')}</span>
      </p>
      <div class="master-m">
        <Meter id={programmeMeter} label={t('studio.programme')} off={!live} />
        <dl class="lufs num">
          <div>
            <dt>{t('studio.loud-now')}</dt>
            <dd>{level(programme?.momentary)}</dd>
          </div>
          <div>
            <dt>{t('studio.loud-show')}</dt>
            <dd>{level(programme?.integrated)}</dd>
          </div>
          <div>
            <dt>{t('studio.loud-target')}</dt>
            <dd>−{-target} LUFS</dd>
          </div>
          <div>
            <dt>{t('studio.loud-peak')}</dt>
            <dd>{level(programme?.truePeak)} dBTP</dd>
          </div>
        </dl>
      </div>
      <p class="guard">
        <span>{t('studio.silence')}</span>
        <b class="num">
          {!live
            ? t('studio.silence-off')
            : silent > silenceLimit
              ? span(silent)
              : t('studio.silence-of', { n: Math.floor(silent), limit: silenceLimit })}
        </b>
        <span class="guard-b">
          <Share class="guard-i" percent={Math.min(100, (silent / silenceLimit) * 100)} />
        </span>
      </p>
    </article>
  );
}
