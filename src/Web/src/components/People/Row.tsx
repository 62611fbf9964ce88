import { useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import type { Intercom } from '../../lib/intercom';
import { may } from '../../lib/may';
import type { HandView, ScreeningView } from '../../lib/people';
import type { VoiceView } from '../../lib/protocol';
import type { Send } from '../../lib/send';
import { now, span } from '../../lib/time';
import { canBeTalkedTo, TalkKey } from '../DeskBar/TalkKey';
import { Icon } from '../Icon/Icon';
import { Key } from '../Keys/Keys';
import { Meter } from '../Meter/Meter';
import { languageName } from '../Moderation/languages';
import { bars, Quality, type VoiceActions } from '../Strip/Strip';
import { More } from './More';
import { Screening } from './Screening';

interface Props {
  hand: HandView;
  form: ScreeningView | undefined;
  place: number;
  last: number;
  /** Whom the key calls up. */
  isFirst: boolean;
  /** Whom the key with Shift puts on air. */
  isReady: boolean;
  voice: VoiceView | undefined;
  away: boolean;
  actions: VoiceActions;
  intercom: Intercom;
  give: Send;
}

/** One who wants to speak: what is known of her, how her line is, and the next step. */
export function Row({ hand, form, place, last, isFirst, isReady, voice, away, actions, intercom, give }: Props) {
  const [open, setOpen] = useState<'more' | 'form' | null>(null);
  const onAir = hand.state === 'onAir';
  const { enabled } = actions;
  const send = (method: string, ...args: unknown[]) => void give(method, hand.person, ...args);
  const talks = intercom.on.value.get(hand.person);
  const upForIt = !onAir && hand.state !== 'waiting';
  const name = form?.name || hand.name;
  const known = [form?.topic || hand.note, form?.language && languageName(form.language)].filter(Boolean).join(' · ');
  return (
    <li data-on-air={onAir} data-ready={hand.state === 'ready'} class={open ? 'hand-open' : undefined}>
      <div class="call">
        <p>
          <b>
            {place > 0 && <span class="num">{place}. </span>}
            {form?.place ? t('studio.caller.from', { name, place: form.place }) : name}
          </b>
          <span class="num call-w">
            {hand.byPhone && <Icon name="phone" />}
            {voice?.phone} <span class="vh">{t('studio.caller.waits')} </span>
            {!onAir && span((now() - Date.parse(hand.raisedAt)) / 1000)}
            {voice?.digits && <span class="digits">{t('studio.keys-pressed', { digits: voice.digits })}</span>}
          </span>
          {known && <span>{known}</span>}
        </p>
        {voice?.connected && !onAir && (
          <div class="call-l">
            <Meter id={voice.id} label={hand.name} />
            <Quality voice={voice} />
          </div>
        )}
      </div>
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
            {isReady && <Key of="caller" shift />}
          </button>
        )}
        {upForIt && voice?.connected && (
          <button
            class="b b-s b-quiet b-i"
            type="button"
            aria-pressed={talks === 'screen'}
            aria-label={t('studio.caller.talk-to', { name })}
            title={t('studio.caller.talk')}
            disabled={!enabled}
            onClick={() => intercom.toggle(hand.person, 'screen')}
          >
            <Icon name="headset" />
          </button>
        )}
        {voice?.connected && canBeTalkedTo(voice) && (
          <TalkKey intercom={intercom} voice={voice} name={name} enabled={enabled} look="b b-s b-quiet b-i" />
        )}
        <button
          class="b b-s b-quiet b-i"
          type="button"
          aria-expanded={open === 'more'}
          aria-label={t('studio.hand.more', { name: hand.name })}
          onClick={() => setOpen(open ? null : 'more')}
        >
          <Icon name="dots" />
        </button>
      </span>
      {open === 'form' && (
        <Screening person={hand.person} form={form} enabled={enabled} send={give} onDone={() => setOpen(null)} />
      )}
      {open === 'more' && (
        <More
          hand={hand}
          place={place}
          last={last}
          enabled={enabled}
          listens={talks === 'listen'}
          onListen={upForIt && voice?.connected ? () => intercom.toggle(hand.person, 'listen') : undefined}
          onForm={() => setOpen('form')}
          send={send}
          onBlock={() => void give('BlockPerson', { hand: hand.person })}
        />
      )}
    </li>
  );
}

function standing(hand: HandView, voice: VoiceView | undefined, away: boolean): string {
  if (voice?.asks) return t('studio.voice-asks');
  if (away && !voice?.connected) return t('studio.hand.away');
  if (hand.state === 'waiting') return t('studio.hand.waiting');
  if (!voice?.connected) return t('studio.no-sound');
  if (hand.held) return t('studio.hand.held');
  return bars(voice.quality) === 1 ? t('studio.line.1') : t(`studio.hand.${hand.state}`);
}

function tone(hand: HandView, voice: VoiceView | undefined, away: boolean): string {
  if (hand.state === 'waiting') return away ? 'warn' : 'none';
  if (!voice?.connected || bars(voice.quality) === 1) return 'warn';
  if (hand.held) return 'none';
  return hand.state === 'ready' ? 'ok' : 'live';
}
