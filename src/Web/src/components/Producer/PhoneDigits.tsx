import { useState } from 'preact/hooks';
import { call } from '../../lib/api';
import { t } from '../../lib/i18n';
import { explain } from '../../lib/refusals';

/** What the desk at the telephone knows. */
const keys = ['1', '2', '3', '9', '0'] as const;

/** The digits by which a host goes on at any telephone when her browser is gone. They are shown once; new ones end the old. */
export function PhoneDigits({ talkId, phone }: { talkId: string; phone?: string | null }) {
  const [pin, setPin] = useState('');
  const [asks, setAsks] = useState(false);
  const [error, setError] = useState('');
  const make = async () => {
    setError('');
    setAsks(true);
    try {
      setPin((await call<{ pin: string }>('POST', `/api/talks/${talkId}/desk-pin`)).pin);
    } catch (refusal) {
      setError(explain(refusal));
    } finally {
      setAsks(false);
    }
  };
  return (
    <section class="prod" aria-labelledby="h-digits">
      <h2 id="h-digits">{t('studio.digits')}</h2>
      <p class="prod-help">{t('studio.digits-help')}</p>
      <button class="b" type="button" disabled={asks} onClick={() => void make()}>
        {t(pin ? 'studio.digits-again' : 'studio.digits-make')}
      </button>
      {error && <p role="alert">{error}</p>}
      {pin && (
        <div class="prod-link" role="status">
          <p>{phone ? t('studio.digits-call', { phone }) : t('studio.digits-call-in')}</p>
          <code class="digits-pin">*{pin}</code>
          <p class="prod-help">{t('studio.digits-once')}</p>
          <dl class="digits-keys">
            {keys.map((key) => (
              <div key={key}>
                <dt>
                  <kbd>{key}</kbd>
                </dt>
                <dd>{t(`studio.digits-key.${key}`)}</dd>
              </div>
            ))}
          </dl>
        </div>
      )}
    </section>
  );
}
