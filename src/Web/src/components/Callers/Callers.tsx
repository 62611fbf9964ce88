import { t } from '../../lib/i18n';
import { may } from '../../lib/may';
import type { VoiceView } from '../../lib/protocol';
import { bars, type VoiceActions } from '../Strip/Strip';

/** Who is on the phone, with the keys that were pressed. */
export function Callers({
  callers,
  actions,
  phone,
}: {
  callers: VoiceView[];
  actions: VoiceActions;
  phone?: string | null;
}) {
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
            <p>
              <b>{caller.name}</b>
              {caller.digits && <span class="digits num">{t('studio.keys-pressed', { digits: caller.digits })}</span>}
            </p>
            <span class={!caller.connected || bars(caller.quality) === 1 ? 'tag tag-warn' : 'tag'}>
              {caller.connected
                ? caller.quality == null
                  ? ''
                  : t(`studio.line.${bars(caller.quality)}`)
                : t('studio.no-sound')}
            </span>
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
          </li>
        ))}
      </ol>
    </section>
  );
}
