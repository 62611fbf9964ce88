import { t } from '../../lib/i18n';
import type { BlockedView } from '../../lib/protocol';

interface Props {
  blocked: BlockedView[];
  enabled: boolean;
  send: (method: string, ...args: unknown[]) => Promise<unknown>;
}

/** Who was shut out, by the name that she gave; and the way back. */
export const Blocked = ({ blocked, enabled, send }: Props) => (
  <ul class="line">
    {blocked.map(({ number, name, for: text }) => (
      <li key={number} class="line-one">
        <p>
          <b>{name ?? t('room.anonymous')}</b> {text && <q>{text}</q>}
        </p>
        <button
          class="b b-s b-quiet"
          type="button"
          disabled={!enabled}
          onClick={() => void send('UnblockPerson', number)}
        >
          {t('studio.unblock')}
        </button>
      </li>
    ))}
  </ul>
);
