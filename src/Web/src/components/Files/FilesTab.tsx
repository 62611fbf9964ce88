import { t } from '../../lib/i18n';
import { Icon } from '../Icon/Icon';
import type { RoomProps } from '../Room/room-props';

/** Files to take home, each with what it costs. */
export const FilesTab = ({ room }: RoomProps) => (
  <ul class="files">
    {room.stage.handouts.map((file) => (
      <li key={file.id}>
        <a class="file" href={file.url} download lang={file.language ?? undefined}>
          <Icon name="file" />
          <b>{file.title}</b>
          <span class="num">
            {t('room.file', { type: file.type.toUpperCase(), kb: Math.ceil(file.bytes / 1000) })}
            {file.language && ` · ${ownName(file.language)}`}
          </span>
        </a>
      </li>
    ))}
  </ul>
);

/** A language as its own speakers call it. */
function ownName(language: string): string {
  try {
    return new Intl.DisplayNames([language], { type: 'language' }).of(language) ?? language;
  } catch {
    return language; // an old browser, or a language that it does not know
  }
}
