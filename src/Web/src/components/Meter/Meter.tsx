import { useLayoutEffect, useRef } from 'preact/hooks';
import { t } from '../../lib/i18n';
import { addMeter } from '../../lib/levels';

/** A level. Screen readers get its name; what it shows is said in words beside it. */
export function Meter({ id, label, off = false }: { id: string; label: string; off?: boolean }) {
  const meter = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => addMeter(id, meter.current!), [id]);
  return (
    <div class={off ? 'mt mt-off' : 'mt'} ref={meter} role="img" aria-label={t('studio.level-of', { name: label })}>
      <i />
    </div>
  );
}
