import { t } from '../../lib/i18n';
import type { Intercom } from '../../lib/intercom';
import type { ScreeningView } from '../../lib/people';
import type { VoiceView } from '../../lib/protocol';
import type { Send } from '../../lib/send';
import type { VoiceActions } from '../Strip/Strip';
import { Call } from './Call';

interface Props {
  callers: VoiceView[];
  forms: ScreeningView[];
  actions: VoiceActions;
  phone?: string | null;
  intercom: Intercom;
  send: Send;
}

/** Who is on the phone and in no line. */
export function Callers({ callers, forms, actions, phone, intercom, send }: Props) {
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
          <Call
            key={caller.id}
            caller={caller}
            form={forms.find((form) => form.person === caller.id)}
            actions={actions}
            intercom={intercom}
            give={send}
          />
        ))}
      </ol>
    </section>
  );
}
