import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import type { DeclineReason } from '../../lib/protocol';
import { TextForm } from './TextForm';

const reasons: DeclineReason[] = ['askedBefore', 'otherTopic', 'unclear', 'private'];

interface Props {
  onReason: (text: string | null, why: DeclineReason) => Promise<boolean>;
  onCancel: () => void;
}

/** The author reads the reason, in her own language when it is one of these: it is chosen or written, never left out. */
export function Reason({ onReason, onCancel }: Props) {
  const first = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => first.current?.focus(), []); // before the next key, which may be Escape
  const [sending, setSending] = useState(false);
  const choose = async (why: DeclineReason) => {
    setSending(true);
    await onReason(null, why);
    setSending(false);
  };
  return (
    <div class="reason">
      <p onKeyDown={(event) => event.key === 'Escape' && onCancel()}>
        {reasons.map((why, index) => (
          <button
            class="b b-s b-quiet"
            type="button"
            key={why}
            ref={index === 0 ? first : undefined}
            disabled={sending}
            onClick={() => void choose(why)}
          >
            {t(`studio.reason.${why}`)}
          </button>
        ))}
        <button class="b b-s b-quiet" type="button" onClick={onCancel}>
          {t('studio.not-now')}
        </button>
      </p>
      <TextForm
        id="reason"
        label={t('studio.reason.other')}
        action={t('studio.q.decline')}
        rows={1}
        onText={(text) => onReason(text, 'other')}
        onEscape={onCancel}
      />
    </div>
  );
}
