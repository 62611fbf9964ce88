import { useState } from 'preact/hooks';
import { sureToBlock } from '../../lib/blocking';
import { t } from '../../lib/i18n';
import { may } from '../../lib/may';
import { type HandView, handReasons } from '../../lib/people';
import { Icon } from '../Icon/Icon';

interface Props {
  hand: HandView;
  place: number;
  last: number;
  enabled: boolean;
  listens: boolean;
  /** There is a sound to listen to. */
  onListen?: () => void;
  onForm: () => void;
  send: (method: string, ...args: unknown[]) => void;
  onBlock: () => void;
}

/** What is seldom done with somebody in line. */
export function More({ hand, place, last, enabled, listens, onListen, onForm, send, onBlock }: Props) {
  const onAir = hand.state === 'onAir';
  const step = (icon: string, text: string, to: number, off: boolean) => (
    <button class="b b-s" type="button" disabled={!enabled || off} onClick={() => send('MoveHand', to)}>
      <Icon name={icon} />
      {t(text)}
    </button>
  );
  return (
    <div class="hand-more">
      <button class="b b-s" type="button" disabled={!enabled} onClick={onForm}>
        {t('studio.screen')}
      </button>
      {onListen && (
        <button class="b b-s" type="button" aria-pressed={listens} disabled={!enabled} onClick={onListen}>
          {t('studio.caller.listen')}
        </button>
      )}
      {(hand.state === 'called' || hand.state === 'ready') && (
        <button
          class="b b-s"
          type="button"
          aria-pressed={hand.held ?? false}
          disabled={!enabled}
          onClick={() => send('HoldHand', !hand.held)}
        >
          {t('studio.hand.hold')}
        </button>
      )}
      {!onAir && step('up', 'studio.hand.up', place - 1, place < 2)}
      {!onAir && step('down', 'studio.hand.down', place + 1, place >= last)}
      {hand.byPhone && !onAir && (
        <button class="b b-s b-quiet" type="button" disabled={!enabled} onClick={() => send('DropCaller')}>
          {t('studio.caller.drop')}
        </button>
      )}
      {may('moderator') && (
        <button
          class="b b-s b-quiet"
          type="button"
          disabled={!enabled}
          onClick={() => sureToBlock(hand.name, onAir) && onBlock()}
        >
          {t(onAir ? 'studio.remove-block' : 'studio.block')}
        </button>
      )}
      {!onAir && <Refuse enabled={enabled} onRefuse={(reason) => send('RefuseHand', reason)} />}
    </div>
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
