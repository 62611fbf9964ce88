import { t } from '../../lib/i18n';
import { may } from '../../lib/may';
import type { VoiceView } from '../../lib/protocol';
import type { Send } from '../../lib/send';
import { Meter } from '../Meter/Meter';
import { Quality, type VoiceActions } from '../Strip/Strip';

interface Props {
  callers: VoiceView[];
  actions: VoiceActions;
  phone?: string | null;
  send: Send;
}

/** Who is on the phone and in no line, with the keys that were pressed. */
export function Callers({ callers, actions, phone, send }: Props) {
  return (
    <section aria-labelledby="h-calls">
      <header class="p-h">
        <h2 id="h-calls">{t('studio.callers')}</h2>
        <span class="p-n num">{t('studio.callers-n', { n: callers.length })}</span>
      </header>
      {callers.length === 0 && (
        <p class="desk-empty">{phone ? t('studio.no-callers-phone', { phone }) : t('studio.no-callers')}</p>
      )}
      <ol class="callers">
        {callers.map((caller) => (
          <li key={caller.id} data-on-air={caller.onAir}>
            <div class="call">
              <p>
                <b>{caller.name}</b>
                {caller.phone && <span class="num">{caller.phone}</span>}
                {caller.digits && <span class="digits num">{t('studio.keys-pressed', { digits: caller.digits })}</span>}
              </p>
              {!caller.onAir && caller.connected && <Meter id={caller.id} label={caller.name} />}
            </div>
            <Quality voice={caller} />
            <span class="hand-b">
              {may('producer') && (
                <button
                  class={caller.onAir ? 'b b-s b-live' : 'b b-s'}
                  type="button"
                  disabled={!actions.enabled}
                  onClick={() => actions.toggleAir(caller)}
                >
                  {t(caller.onAir ? 'studio.take-off' : 'studio.key.put-on-air')}
                </button>
              )}
              {!caller.onAir && (
                <button
                  class="b b-s b-quiet"
                  type="button"
                  disabled={!actions.enabled}
                  onClick={() => void send('DropCaller', caller.id)}
                >
                  {t('studio.caller.drop')}
                </button>
              )}
              {may('moderator') && (
                <button
                  class="b b-s b-quiet"
                  type="button"
                  disabled={!actions.enabled}
                  onClick={() => actions.block(caller)}
                >
                  {t('studio.block')}
                </button>
              )}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
