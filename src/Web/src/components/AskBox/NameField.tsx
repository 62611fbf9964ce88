import { useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import { kept } from '../../lib/kept';
import type { Episode } from '../Room/room-props';

/** The name that goes with what one writes: the device's, or else the one by which the server knows her. */
export function useName(episode: Episode): [name: string, setName: (name: string) => void] {
  const [name, setName] = useState(() => kept.read('name', episode.name ?? ''));
  return [
    name,
    (name) => {
      setName(name);
      kept.write('name', name);
    },
  ];
}

/** What it shows is what is published: "" is sent as "", and nobody's account speaks for her. */
export const NameField = ({ name, onName }: { name: string; onName: (name: string) => void }) => (
  <label class="ask-note ask-name">
    {t('room.ask.name')}
    <input
      maxLength={60}
      autocomplete="name"
      placeholder={t('room.anonymous')}
      value={name}
      onInput={(event) => onName(event.currentTarget.value)}
    />
  </label>
);
