import { t } from '../../lib/i18n';
import type { BlockedView } from '../../lib/protocol';
import type { Send } from '../../lib/send';

interface Props {
  blocked: BlockedView[];
  enabled: boolean;
  send: Send;
}

/** Who was shut out, by the name that she gave; and the way back. */
export const Blocked = ({ blocked, enabled, send }: Props) => (
  <ul class="callers">
    {blocked.map(({ number, name, for: text }) => (
      <li key={number}>
        <p>
          <b>{name ?? t('room.anonymous')}</b>
          {text && <span>“{text}”</span>}
        </p>
        <button
          class="b b-s b-quiet"
          type="button"
          disabled={!enabled}
          onClick={() => void send('UnblockPerson', number)}
        >
          {t('studio.unblock')}
          <span class="vh"> {name ?? t('room.anonymous')}</span>
        </button>
      </li>
    ))}
  </ul>
);
