import { t } from '../../lib/i18n';
import type { AnnouncementView } from '../../lib/people';
import { Icon } from '../Icon/Icon';

/** What the host tells everybody, until it is taken down. */
export const Announcement = ({ shown }: { shown: AnnouncementView | null | undefined }) => (
  <div role="status">
    {shown && (
      <div class="banner banner-news">
        <Icon name="mast" />
        <p>
          <span class="vh">{t('room.announcement')}</span> {shown.text} {shown.link && <Link to={shown.link} />}
        </p>
      </div>
    )}
  </div>
);

/** People see where it leads before they tap it. */
const Link = ({ to }: { to: string }) => (
  <a href={to} target="_blank" rel="noopener noreferrer">
    {new URL(to).host}
  </a>
);
