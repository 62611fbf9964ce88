import { useEffect, useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import { useLate } from '../../lib/late';

interface Props {
  /** Why something was not done; each refusal is an object of its own, so that the same one twice is said twice. */
  refusal: { text: string } | null;
  /** Something was done that has no answer yet. */
  waits: boolean;
}

/** At the lower edge: what was refused, for some seconds; and that an answer is long in coming. */
export function Toast({ refusal, waits }: Props) {
  const [said, say] = useState(refusal);
  const late = useLate(waits, 1500);
  useEffect(() => {
    say(refusal);
    const timer = setTimeout(() => say(null), 6000);
    return () => clearTimeout(timer);
  }, [refusal]);
  return (
    <div role="status">
      {said ? <p class="toast">{said.text}</p> : late && <p class="toast">{t('studio.sending')}</p>}
    </div>
  );
}
