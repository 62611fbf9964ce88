import { t } from '../../lib/i18n';
import type { PollView } from '../../lib/protocol';
import { Icon } from '../Icon/Icon';

/** Says that a poll is open, above everything else, until the viewer has voted. */
export const PollBar = ({ poll, onOpen }: { poll: PollView; onOpen: () => void }) => (
  <div class="pollbar">
    <Icon name="bars" />
    <p>
      <span class="pollbar-k">{t('room.poll.open')}</span>
      <span class="pollbar-q">{poll.text}</span>
    </p>
    <button class="btn" type="button" onClick={onOpen}>
      {t('room.poll.vote')}
    </button>
  </div>
);
