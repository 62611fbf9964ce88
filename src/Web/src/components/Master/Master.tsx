import type { Signal } from '@preact/signals';
import { t } from '../../lib/i18n';
import type { GuardView } from '../../lib/mix';
import type { LegView, ProgrammeView } from '../../lib/protocol';
import { programmeMeter, silenceAlarm } from '../../lib/studio-link';
import { span } from '../../lib/time';
import { Share } from '../Ballot/Share';
import { Meter } from '../Meter/Meter';

/** Seconds of silence after which the fallback plays. */
const silenceLimit = 10;

/** What stations and players expect, in LUFS. */
const targets = { radio: -23, web: -16 } as const;

/** So far from its target a leg may be, in LU. */
const tolerance = 3;

const minus = (value: number, digits = 1) => value.toFixed(digits).replace('-', '−');
const level = (value: number | null | undefined) => (value == null || value <= -70 ? '–' : minus(value));

interface Props {
  programme: Signal<ProgrammeView | null>;
  guard: Signal<GuardView | null>;
  live: boolean;
}

/** What goes out: loudness after EBU R128, true peak, the two legs against their targets, silence. */
export function Master({ programme, guard, live }: Props) {
  const view = programme.value;
  const legs = Object.keys(targets) as (keyof typeof targets)[];
  return (
    <article class="master" aria-label={t('studio.programme')}>
      <p class="st-n">
        <b>{t('studio.programme')}</b>
        <span>{t('studio.goes-out')}</span>
      </p>
      <div class="master-m">
        <Meter id={programmeMeter} label={t('studio.programme')} off={!live} />
        <dl class="lufs num">
          <Figure name="studio.loud-now" text={level(view?.momentary)} />
          <Figure name="studio.loud-short" text={level(view?.shortTerm)} />
          <Figure name="studio.loud-show" text={level(view?.integrated)} />
          <Figure name="studio.loud-range" unit="LU" text={view && view.range > 0 ? minus(view.range) : '–'} />
          <Figure name="studio.loud-peak" unit="dBTP" text={level(view?.truePeak)} />
          {legs.map((leg) => (
            <Leg key={leg} name={leg} leg={view?.[leg]} />
          ))}
        </dl>
      </div>
      <Silence
        silent={live ? (guard.value?.silentSeconds ?? view?.silentSeconds ?? 0) : 0}
        live={live}
        guard={guard.value}
      />
    </article>
  );
}

const Figure = ({ name, text, unit }: { name: string; text: string; unit?: string }) => (
  <div>
    <dt>
      {t(name)} {unit}
    </dt>
    <dd>{text}</dd>
  </div>
);

/** A leg, and how far it is from where it should be. */
function Leg({ name, leg }: { name: keyof typeof targets; leg: LegView | undefined }) {
  const loud = leg && leg.shortTerm > -70 ? leg.shortTerm : null;
  const off = loud === null ? 0 : loud - targets[name];
  return (
    <div class={Math.abs(off) > tolerance ? 'leg leg-off' : 'leg'}>
      <dt>{t(`studio.leg.${name}`, { target: minus(targets[name], 0) })}</dt>
      <dd>
        {level(loud)}
        {loud !== null && <small> {`${off >= 0 ? '+' : ''}${minus(off)}`}</small>}
      </dd>
    </div>
  );
}

function Silence({ silent, live, guard }: { silent: number; live: boolean; guard: GuardView | null }) {
  const quiet = guard?.state === 'quiet';
  return (
    <p class={live && silent >= silenceAlarm && !quiet ? 'guard guard-warn' : 'guard'}>
      <span>{t('studio.silence')}</span>
      <b class="num">
        {!live
          ? t('studio.silence-off')
          : quiet
            ? t('studio.silence-quiet')
            : silent > silenceLimit
              ? span(silent)
              : t('studio.silence-of', { n: Math.floor(silent), limit: silenceLimit })}
      </b>
      <span class="guard-b">
        <Share class="guard-i" percent={Math.min(100, (silent / silenceLimit) * 100)} />
      </span>
    </p>
  );
}
