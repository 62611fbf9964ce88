import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { t } from '../../lib/i18n';

interface Props {
  group: string;
  enabled: boolean;
  onName: (name: string) => void;
  onCancel: () => void;
}

/** Gives a group of answers another name; by the name of another group the two become one. */
export function Rename({ group, enabled, onName, onCancel }: Props) {
  const [name, setName] = useState(group);
  const field = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => field.current?.focus(), []);
  return (
    <form
      class="answers-n"
      onSubmit={(event) => {
        event.preventDefault();
        onName(name.trim());
      }}
      onKeyDown={(event) => event.key === 'Escape' && !event.isComposing && onCancel()}
    >
      <input
        class="desk-input"
        aria-label={t('studio.poll.rename', { group })}
        maxLength={200}
        ref={field}
        value={name}
        onInput={(event) => setName(event.currentTarget.value)}
      />
      <button class="b b-s" type="submit" disabled={!enabled || !name.trim()}>
        {t('studio.poll-keep')}
      </button>
      <button class="b b-s b-quiet" type="button" onClick={onCancel}>
        {t('studio.not-now')}
      </button>
    </form>
  );
}
