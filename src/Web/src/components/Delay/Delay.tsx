import type { Signal } from '@preact/signals';
import { useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import { useKeys } from '../../lib/keys';
import type { DelayView } from '../../lib/mix';
import type { ProgrammeView } from '../../lib/protocol';
import type { Send } from '../../lib/send';
import { HoldButton } from '../HoldButton/HoldButton';
import { Key } from '../Keys/Keys';

/** How late radio may be. */
const lengths = [7, 8, 9, 10];

interface Props {
  delay: DelayView | undefined;
  programme: Signal<ProgrammeView | null>;
  /** Stations whose own voice is on air: they hear us without the delay, and transmit that. */
  undelayed: string[];
  enabled: boolean;
  send: Send;
}

/** Radio hears the programme some seconds late, so that what must not be heard can still be thrown away. */
export function Delay({ delay, programme, undelayed, enabled, send }: Props) {
  const [wanted, setWanted] = useState(lengths[0]!);
  const set = delay?.seconds ?? 0;
  const now = programme.value?.delay ?? 0;
  const holds = set > 0 || now > 0;
  const [keyDown, setKeyDown] = useState(false);
  useKeys({ dump: () => setKeyDown(true), dumpEnd: () => setKeyDown(false) });
  return (
    <>
      <fieldset class="delay">
        <legend>{t('studio.delay')}</legend>
        {holds ? (
          <>
            <b class={now >= set && set > 0 ? 'num delay-full' : 'num'} role="status">
              {t(set === 0 ? 'studio.delay.leaving' : now < set - 0.1 ? 'studio.delay.building' : 'studio.delay.full', {
                now: now.toFixed(1),
                of: set,
              })}
            </b>
            <HoldButton
              label={t('studio.delay.dump')}
              seconds={1}
              question={t('studio.delay.dump-sure')}
              disabled={!enabled}
              keyDown={keyDown}
              hint={<Key of="dump" />}
              onHeld={() => void send('DumpDelay')}
            />
            {set > 0 && (
              <button class="b b-s b-quiet" type="button" disabled={!enabled} onClick={() => void send('SetDelay', 0)}>
                {t('studio.delay.off')}
              </button>
            )}
          </>
        ) : (
          <>
            <select
              class="desk-input"
              aria-label={t('studio.delay.seconds')}
              value={wanted}
              onChange={(event) => setWanted(Number(event.currentTarget.value))}
            >
              {lengths.map((seconds) => (
                <option key={seconds} value={seconds}>
                  {t('studio.seconds', { n: seconds })}
                </option>
              ))}
            </select>
            <button
              class="b b-s b-quiet"
              type="button"
              disabled={!enabled}
              onClick={() => void send('SetDelay', wanted)}
            >
              {t('studio.delay.on')}
            </button>
          </>
        )}
      </fieldset>
      {holds && undelayed.length > 0 && (
        <p class="delay-not" role="alert">
          {t('studio.delay.not-for', { names: undelayed.join(', ') })}
        </p>
      )}
    </>
  );
}
