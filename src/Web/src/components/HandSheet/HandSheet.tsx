import './HandSheet.css';
import { useEffect, useRef, useState } from 'preact/hooks';
import { type Hand, reasonOf } from '../../lib/hand';
import { t } from '../../lib/i18n';
import type { PeerPhase } from '../../lib/peer';
import type { OwnHand } from '../../lib/people';
import { explain } from '../../lib/refusals';
import type { TalkLink } from '../../lib/talk-link';
import { Monitor } from '../../lib/whep';
import { Voice } from '../../lib/whip';
import { Icon } from '../Icon/Icon';
import { MicTest, RaiseForm } from './RaiseForm';

interface Props {
  link: TalkLink;
  hand: Hand;
  /** Counts the taps on "Speak": each opens the sheet. */
  asked: number;
  phone?: string | null;
}

/** What is shown of a hand: its state, but for what only this page knows. */
export type Standing = OwnHand['state'] | 'muted' | 'lost' | 'silent' | 'cut';

/** Speaking from the audience: raise, wait, be checked, be heard. Loaded when somebody wants it. */
export default function HandSheet({ link, hand, asked, phone }: Props) {
  const [voice] = useState(() => new Voice(link.talkId));
  const [monitor] = useState(() => new Monitor(link.talkId));
  const [asks, setAsks] = useState(false);
  const sheet = useRef<HTMLDialogElement>(null);
  const view = hand.view.value;
  const ready = voice.microphone.value === 'ready';
  const standing = standingOf(view, hand.seat.value.muted, link.state.value !== 'live', ready, voice.line.value);
  // The page's line to the hub is one thing, the voice's to the studio another: with the first gone she may be on air.
  const still = standing === 'lost' && view?.state === 'onAir' && ready && !hand.seat.value.muted;
  const colour = still ? 'onAir' : standing;
  const inLine = view !== null && view.state !== 'refused' && view.state !== 'dropped';

  const open = () => {
    const dialog = sheet.current!;
    if (dialog.open) return;
    if (dialog.showModal) dialog.showModal();
    else dialog.setAttribute('open', '');
  };
  const close = () => {
    const dialog = sheet.current!;
    if (dialog.close) dialog.close();
    else dialog.removeAttribute('open');
    if (!hand.view.peek()) voice.leave();
  };
  useEffect(() => {
    if (asked > 0) open();
  }, [asked]);

  useStudio(voice, monitor, inLine, view?.state);
  const heard = view?.state === 'onAir' && link.room.value?.phase === 'live' && !hand.seat.value.muted;
  useEffect(() => {
    if (!heard) return;
    setAsks(false);
    void voice.goOnAir();
  }, [heard, voice]);

  const lower = () => {
    voice.leave(); // at once: the hub may hear of it much later
    monitor.stop();
    close();
    link.send('LowerHand').catch(() => {});
  };
  const forget = () => {
    hand.view.value = null;
    close();
  };

  return (
    <>
      {standing && (
        <div class="handbar" data-state={colour} role={urgent.has(standing) ? 'alert' : 'status'}>
          <Icon name={iconOf(standing)} />
          <p>
            <b>{t(`room.hand.${standing}`, { n: view!.place })}</b>
            <span>{t(still ? 'room.hand.still-heard' : `room.hand.${standing}-short`, { n: view!.minutes })}</span>
          </p>
          <button class="btn" type="button" aria-haspopup="dialog" onClick={open}>
            {t('room.hand.show')}
          </button>
        </div>
      )}
      <dialog class="sheet" ref={sheet} aria-labelledby="sheet-h" onClose={() => !hand.view.peek() && voice.leave()}>
        {!standing ? (
          <RaiseForm link={link} voice={voice} phone={phone} onClose={close} />
        ) : (
          <div class="sheet-in" data-state={colour}>
            <p class="sheet-k">
              <Icon name={iconOf(standing)} />
              <span>{t(`room.hand.${standing}`, { n: view!.place })}</span>
            </p>
            <h2 id="sheet-h">{t(`room.hand.${standing}-head`, { n: view!.minutes })}</h2>
            <p class="sheet-p">
              {reasonOf(view!) ?? t(still ? 'room.hand.still-heard' : `room.hand.${standing}-text`)}
            </p>
            {standing === 'cut' && voice.refusal.value && <p class="fault">{explain(voice.refusal.value)}</p>}
            {asks && standing === 'muted' && <p role="status">{t('room.hand.asked')}</p>}
            {inLine && <MicTest voice={voice} />}
            <div class="sheet-b">
              <Actions
                standing={still ? 'onAir' : standing}
                voice={voice}
                onLower={lower}
                onClose={inLine ? close : forget}
                onAsk={() =>
                  link.send('AskToSpeak').then(
                    () => setAsks(true),
                    () => {},
                  )
                }
                onAgain={() => {
                  hand.view.value = null;
                }}
              />
            </div>
          </div>
        )}
      </dialog>
    </>
  );
}

const iconOf = (standing: Standing) =>
  ({ onAir: 'mic', muted: 'micoff', silent: 'micoff', cut: 'micoff' })[standing as string] ?? 'hand';

const urgent = new Set<Standing>(['ready', 'called', 'onAir', 'muted', 'lost', 'silent', 'cut']);

export function standingOf(
  view: OwnHand | null,
  muted: boolean,
  lost: boolean,
  ready: boolean,
  line: PeerPhase,
): Standing | null {
  if (!view || view.state === 'refused' || view.state === 'dropped') return view?.state ?? null;
  if (lost) return 'lost';
  if (view.state === 'onAir' && muted) return 'muted';
  if (!ready) return 'silent';
  return line !== 'connected' && (view.state === 'onAir' || view.state === 'ready') ? 'cut' : view.state;
}

interface ActionsProps {
  standing: Standing;
  voice: Voice;
  onLower: () => void;
  onClose: () => void;
  onAsk: () => void;
  onAgain: () => void;
}

/** What one may do where one stands. Nobody takes the host's mute off herself. */
function Actions({ standing, voice, onLower, onClose, onAsk, onAgain }: ActionsProps) {
  const button = (kind: string, text: string, act: () => void, disabled = false) => (
    <button class={`btn ${kind}`} type="button" onClick={act} disabled={disabled} key={text}>
      {t(text)}
    </button>
  );
  switch (standing) {
    case 'refused':
      return button('', 'room.hand.close', onClose);
    case 'dropped':
      return [button('btn-ghost', 'room.hand.close', onClose), button('', 'room.hand.again', onAgain)];
    case 'silent':
      return [
        button('btn-ghost', 'room.hand.lower', onLower),
        button('', 'room.hand.mic-on', () => void voice.open(false), voice.microphone.value === 'asking'),
      ];
    case 'onAir':
    case 'cut':
      return [
        button('btn-ghost', voice.muted.value ? 'room.hand.unmute' : 'room.hand.mute', () => voice.toggleMute()),
        button('btn-danger', 'room.hand.leave', onLower),
      ];
    case 'muted':
      return [button('', 'room.hand.ask', onAsk), button('btn-danger', 'room.hand.leave', onLower)];
    default:
      return [button('btn-ghost', 'room.hand.lower', onLower), button('', 'room.hand.keep', onClose)];
  }
}

/** In line one hears the studio itself; from the call on it hears one's microphone, too. */
function useStudio(voice: Voice, monitor: Monitor, inLine: boolean, state: OwnHand['state'] | undefined): void {
  const line = voice.line.value;
  const ready = voice.microphone.value === 'ready';
  useEffect(() => {
    if (!inLine) return;
    // The page's own sound is some seconds late: two of them at once nobody understands.
    const player = document.querySelector<HTMLElement>('.deck .play[aria-pressed="true"]');
    player?.click();
    void monitor.start();
    return () => {
      monitor.stop();
      voice.leave();
      player?.click();
    };
  }, [inLine, monitor, voice]);
  const called = state === 'called' || state === 'ready' || state === 'onAir';
  useEffect(() => {
    if (!called) voice.hangUp();
    else if (ready && line === 'idle') voice.connect();
    // The server that mixes may hear of the call a moment after us.
    else if (ready && line === 'refused') {
      const again = setTimeout(() => voice.connect(), 1500);
      return () => clearTimeout(again);
    }
  }, [called, ready, line, voice]);
}
