import { useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import { useKeys } from '../../lib/keys';
import { may } from '../../lib/may';
import { type HandView, handReasons } from '../../lib/people';
import type { VoiceView } from '../../lib/protocol';
import type { Send } from '../../lib/send';
import { Icon } from '../Icon/Icon';
import { Key } from '../Keys/Keys';
import { Meter } from '../Meter/Meter';
import { bars, type VoiceActions } from '../Strip/Strip';

interface Props {
  line: HandView[];
  voices: VoiceView[];
  away: Set<string>;
  actions: VoiceActions;
  send: Send;
}

/** Who of the audience wants to speak: called up, listened to, made next, put on air; or refused, with a sentence. */
export function Line({ line, voices, away, actions, send }: Props) {
  const waiting = line.filter((hand) => hand.state !== 'onAir');
  const first = waiting.find((hand) => hand.state === 'waiting');
  useKeys({ caller: () => actions.enabled && first && send('CallHand', first.person) });
  return (
    <ol class="callers">
      {line.map((hand) => (
        <Row
          key={hand.person}
          hand={hand}
          place={waiting.indexOf(hand) + 1}
          last={waiting.length}
          isFirst={hand === first}
          voice={voices.find((voice) => voice.id === hand.person)}
          away={away.has(hand.person)}
          actions={actions}
          send={(method, ...args) => void send(method, hand.person, ...args)}
          onBlock={() => void send('BlockPerson', { hand: hand.person })}
        />
      ))}
    </ol>
  );
}

interface RowProps {
  hand: HandView;
  place: number;
  last: number;
  /** Whom the key calls up. */
  isFirst: boolean;
  voice: VoiceView | undefined;
  away: boolean;
  actions: VoiceActions;
  send: (method: string, ...args: unknown[]) => void;
  onBlock: () => void;
}

function Row({ hand, place, last, isFirst, voice, away, actions, send, onBlock }: RowProps) {
  const [open, setOpen] = useState(false);
  const onAir = hand.state === 'onAir';
  const { enabled } = actions;
  return (
    <li data-on-air={onAir} class={open ? 'hand-open' : undefined}>
      <p>
        <b>
          {place > 0 && <span class="num">{place}. </span>}
          {hand.name}
        </b>
        {hand.note && <span>{hand.note}</span>}
        {voice && !onAir && <Meter id={voice.id} label={hand.name} />}
      </p>
      <span class={`tag tag-${tone(hand, voice, away)}`}>{standing(hand, voice, away)}</span>
      <span class="hand-b">
        {hand.state === 'waiting' && (
          <button class="b b-s" type="button" disabled={!enabled} onClick={() => send('CallHand')}>
            {t('studio.hand.call')} {isFirst && <Key of="caller" />}
          </button>
        )}
        {hand.state === 'called' && (
          <button class="b b-s b-ok" type="button" disabled={!enabled} onClick={() => send('MakeHandReady')}>
            {t('studio.hand.ready-make')}
          </button>
        )}
        {(hand.state === 'ready' || onAir) && may('producer') && (
          <button
            class={onAir ? 'b b-s b-live' : 'b b-s b-ok'}
            type="button"
            disabled={!enabled || !voice || (!onAir && !voice.connected)}
            onClick={() => send(onAir ? 'TakeOffAir' : 'PutOnAir')}
          >
            {t(onAir ? 'studio.take-off' : 'studio.key.put-on-air')}
          </button>
        )}
        {!onAir && (
          <button
            class="b b-s b-quiet"
            type="button"
            aria-expanded={open}
            aria-label={t('studio.hand.more', { name: hand.name })}
            onClick={() => setOpen(!open)}
          >
            <Icon name="dots" />
          </button>
        )}
      </span>
      {open && !onAir && (
        <div class="hand-more">
          <button
            class="b b-s"
            type="button"
            disabled={!enabled || place < 2}
            onClick={() => send('MoveHand', place - 1)}
          >
            <Icon name="up" />
            {t('studio.hand.up')}
          </button>
          <button
            class="b b-s"
            type="button"
            disabled={!enabled || place >= last}
            onClick={() => send('MoveHand', place + 1)}
          >
            <Icon name="down" />
            {t('studio.hand.down')}
          </button>
          <Refuse enabled={enabled} onRefuse={(reason) => send('RefuseHand', reason)} />
          {may('moderator') && (
            <button
              class="b b-s b-quiet"
              type="button"
              disabled={!enabled}
              onClick={() => confirm(t('studio.hand.block-sure', { name: hand.name })) && onBlock()}
            >
              {t('studio.block')}
            </button>
          )}
        </div>
      )}
    </li>
  );
}

/** A ready reason with one tap, which she reads in her language; or one's own. */
function Refuse({ enabled, onRefuse }: { enabled: boolean; onRefuse: (reason: string) => void }) {
  const [reason, setReason] = useState('');
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onRefuse(reason);
      }}
    >
      {handReasons.map((ready) => (
        <button class="b b-s b-quiet" type="button" key={ready} disabled={!enabled} onClick={() => onRefuse(ready)}>
          {t(`room.hand.reason.${ready}`)}
        </button>
      ))}
      <input
        class="desk-input"
        aria-label={t('studio.hand.refuse-why')}
        placeholder={t('studio.hand.refuse-why')}
        maxLength={280}
        value={reason}
        onInput={(event) => setReason(event.currentTarget.value)}
      />
      <button class="b b-s" type="submit" disabled={!enabled || !reason.trim()}>
        {t('studio.hand.refuse')}
      </button>
    </form>
  );
}

function standing(hand: HandView, voice: VoiceView | undefined, away: boolean): string {
  if (voice?.asks) return t('studio.voice-asks');
  if (away && !voice?.connected) return t('studio.hand.away');
  if (hand.state === 'waiting') return t('studio.hand.waiting');
  if (!voice?.connected) return t('studio.no-sound');
  return bars(voice.quality) === 1 ? t('studio.line.1') : t(`studio.hand.${hand.state}`);
}

function tone(hand: HandView, voice: VoiceView | undefined, away: boolean): string {
  if (hand.state === 'waiting') return away ? 'warn' : 'none';
  if (!voice?.connected || bars(voice.quality) === 1) return 'warn';
  return hand.state === 'ready' ? 'ok' : 'live';
}
