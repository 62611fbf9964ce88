import type { ComponentChild } from 'preact';
import { t } from '../../lib/i18n';
import { keys, useKeys } from '../../lib/keys';
import { type MixView, playing, type ShelfSound, type SoundView } from '../../lib/mix';
import type { Send } from '../../lib/send';
import { type Shelf, toggleSound } from '../../lib/shelf';
import { span } from '../../lib/time';
import { useNow } from '../../lib/use-now';
import { Share } from '../Ballot/Share';
import { Key } from '../Keys/Keys';

interface Props {
  shelf: Shelf;
  mix: MixView | null | undefined;
  enabled: boolean;
  send: Send;
}

/** The sounds of the series, one key each; the backup last. A sound that plays fades away when it is pressed again, and ends at once when it is pressed once more. */
export function Cart({ shelf, mix, enabled, send }: Props) {
  const time = useNow();
  const { keyed, backup } = shelf;
  const on = playing(mix, time);
  const press = (sound: ShelfSound | undefined) => enabled && sound && toggleSound(sound, mix, send);
  useKeys({
    sound: (place) => press(keyed[place - 1]),
    backup: () => press(backup),
  });
  if (shelf.sounds.value.length === 0) return null;
  const tile = (sound: ShelfSound, hint: ComponentChild) => (
    <Tile
      key={sound.id}
      sound={sound}
      name={sound === backup ? t('studio.backup') : sound.name}
      plays={on.find(({ id }) => id === sound.id)}
      time={time}
      enabled={enabled}
      hint={hint}
      onPress={() => void press(sound)}
    />
  );
  return (
    <section class="cart" aria-label={t('studio.sounds')}>
      {keyed.map((sound, index) => tile(sound, !keys.value.off && <kbd>{index + 1}</kbd>))}
      {backup && tile(backup, <Key of="backup" />)}
    </section>
  );
}

interface TileProps {
  sound: ShelfSound;
  name: string;
  plays: SoundView | undefined;
  time: number;
  enabled: boolean;
  hint: ComponentChild;
  onPress: () => void;
}

function Tile({ sound, name, plays, time, enabled, hint, onPress }: TileProps) {
  const since = plays ? (time - Date.parse(plays.startedAt)) / 1000 : 0;
  const loops = sound.kind === 'bed';
  return (
    <button class="tile" type="button" aria-pressed={!!plays} disabled={!enabled} title={sound.name} onClick={onPress}>
      <b>{name}</b>
      <span class="num">
        {plays
          ? plays.fadedAt
            ? t('studio.sound.fades')
            : loops
              ? t('studio.sound.plays', { time: span(since) })
              : t('room.poll.left', { time: span(sound.seconds - since) })
          : loops
            ? t('studio.sound.loops')
            : span(sound.seconds)}
      </span>
      {hint}
      {plays && !loops && <Share class="tile-bar" percent={Math.min(100, (since / sound.seconds) * 100)} />}
    </button>
  );
}
