import { useEffect, useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import { Icon } from '../Icon/Icon';

const step = 30; // seconds

/** The keys that go back in the talk. They are there while the page's own player sounds: a plain file has no past. */
export function Rewind({ deck }: { deck: HTMLElement }) {
  const [sounds, setSounds] = useState(false);
  const back = (seconds: number) => deck.dispatchEvent(new CustomEvent('back', { detail: seconds }));
  useEffect(() => {
    const audio = deck.querySelector('audio')!;
    const look = () =>
      setSounds(/playing|weak/.test(deck.dataset.state!) && audio.src.startsWith('blob:') && !deck.dataset.how);
    const watch = new MutationObserver(look);
    watch.observe(deck, { attributeFilter: ['data-state'] });
    look();
    return () => watch.disconnect();
  }, [deck]);
  useEffect(() => {
    if (!sounds) return;
    const session = navigator.mediaSession;
    session?.setActionHandler('seekbackward', ({ seekOffset }) => back(seekOffset ?? step));
    return () => session?.setActionHandler('seekbackward', null);
  }, [sounds]);
  if (!sounds) return null;
  return (
    <>
      <button class="opt" type="button" onClick={() => back(Number.POSITIVE_INFINITY)}>
        <Icon name="up" />
        {t('room.rewind.start')}
      </button>
      <button class="opt" type="button" onClick={() => back(step)}>
        <Icon name="back" />
        {t('room.rewind.back')}
      </button>
    </>
  );
}
