import { useEffect, useRef, useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import { explain } from '../../lib/refusals';
import { stored } from '../../lib/stored';
import type { TalkLink } from '../../lib/talk-link';
import type { Voice } from '../../lib/whip';
import { Icon } from '../Icon/Icon';

interface Props {
  link: TalkLink;
  voice: Voice;
  phone?: string | null;
  onClose: () => void;
}

const nameKey = 'hand-name'; // it is typed once

/** Before the hand goes up: what speaking costs, the consent, then the microphone, and only then the line. */
export function RaiseForm({ link, voice, phone, onClose }: Props) {
  const [name, setName] = useState(() => stored.get(nameKey));
  const [note, setNote] = useState('');
  const [agrees, setAgrees] = useState(false);
  const [error, setError] = useState('');
  const microphone = voice.microphone.value;
  const { hands, rules } = link.room.value ?? {};
  const paused = hands?.paused;
  const ready = microphone === 'ready';

  const submit = async (event: Event) => {
    event.preventDefault();
    setError('');
    if (!ready) return void voice.open(false);
    try {
      await link.send('RaiseHand', name.trim() || null, note.trim() || null, agrees);
      stored.set(nameKey, name.trim());
    } catch (refusal) {
      setError(explain(refusal));
    }
  };

  return (
    <form class="sheet-in" onSubmit={(event) => void submit(event)}>
      <p class="sheet-k">
        <Icon name="hand" />
        <span>{t('room.hand')}</span>
      </p>
      <h2 id="sheet-h">{t(ready ? 'room.hand.test-head' : 'room.hand.down-head')}</h2>
      <p class="sheet-p">{t(paused ? 'refusal.hand.paused' : ready ? 'room.hand.test-text' : 'room.hand.down-text')}</p>
      {!paused && !ready && (
        <>
          <label>
            {t('room.hand.name')}
            <input
              required
              maxLength={60}
              autocomplete="name"
              value={name}
              onInput={(event) => setName(event.currentTarget.value)}
            />
          </label>
          <label>
            {t('room.hand.note')}
            <input maxLength={140} value={note} onInput={(event) => setNote(event.currentTarget.value)} />
          </label>
          <label class="sheet-agree">
            <input
              type="checkbox"
              required
              checked={agrees}
              onChange={(event) => setAgrees(event.currentTarget.checked)}
            />
            <span>{t(rules?.notRecorded ? 'room.hand.agree.not-recorded' : 'room.hand.agree')}</span>
          </label>
        </>
      )}
      {ready && <MicTest voice={voice} />}
      {(microphone === 'denied' || microphone === 'missing') && (
        <p class="fault" role="alert">
          {t(`room.hand.${microphone}`)}
        </p>
      )}
      {error && (
        <p class="fault" role="alert">
          {error}
        </p>
      )}
      <p class="sheet-cost">
        <Icon name="cloud" />
        <span>{t('room.hand.cost')}</span>
      </p>
      {phone && (
        <p class="sheet-cost">
          <Icon name="phone" />
          <a href={`tel:${phone.replace(/[^\d+]/g, '')}`}>{t('room.hand.phone', { phone })}</a>
        </p>
      )}
      <div class="sheet-b">
        <button class="btn btn-ghost" type="button" onClick={onClose}>
          {t('room.hand.not-now')}
        </button>
        {!paused && (
          <button class="btn" type="submit" disabled={microphone === 'asking'}>
            {t(ready ? 'room.hand.raise' : 'room.hand.check')}
          </button>
        )}
      </div>
    </form>
  );
}

/** The microphone's level, and in words whether anything was heard of it yet. */
export function MicTest({ voice }: { voice: Voice }) {
  const bar = useRef<HTMLElement>(null);
  useEffect(() => {
    voice.onLevel = (level) => bar.current?.style.setProperty('--share', (level / 100).toFixed(2));
    return () => {
      voice.onLevel = () => {};
    };
  }, [voice]);
  if (voice.microphone.value !== 'ready') return null;
  return (
    <div class="mictest">
      <Icon name="mic" />
      <p role="status">
        <b>{t(voice.works.value ? 'room.hand.mic-works' : 'room.hand.mic-quiet')}</b>
        <span>{t('room.hand.mic-help')}</span>
      </p>
      <div class="miclv" aria-hidden="true">
        <i ref={bar} />
      </div>
    </div>
  );
}
