import type { Intercom } from '../../lib/intercom';
import { useKeys } from '../../lib/keys';
import { may } from '../../lib/may';
import type { HandView, ScreeningView } from '../../lib/people';
import type { VoiceView } from '../../lib/protocol';
import type { Send } from '../../lib/send';
import type { VoiceActions } from '../Strip/Strip';
import { Row } from './Row';

interface Props {
  line: HandView[];
  forms: ScreeningView[];
  voices: VoiceView[];
  away: Set<string>;
  actions: VoiceActions;
  intercom: Intercom;
  send: Send;
}

/** Who wants to speak, from the page or by phone: called up, listened to, made next, put on air; or refused. */
export function Line({ line, forms, voices, away, actions, intercom, send }: Props) {
  const waiting = line.filter((hand) => hand.state !== 'onAir');
  const first = waiting.find((hand) => hand.state === 'waiting');
  const voiceOf = (hand: HandView) => voices.find((voice) => voice.id === hand.person);
  const ready = may('producer')
    ? waiting.find((hand) => hand.state === 'ready' && voiceOf(hand)?.connected)
    : undefined;
  useKeys({
    caller: () => actions.enabled && first && send('CallHand', first.person),
    callerOn: () => actions.enabled && ready && send('PutOnAir', ready.person),
  });
  return (
    <ol class="callers">
      {line.map((hand) => (
        <Row
          key={hand.person}
          hand={hand}
          form={forms.find((form) => form.person === hand.person)}
          place={waiting.indexOf(hand) + 1}
          last={waiting.length}
          isFirst={hand === first}
          isReady={hand === ready}
          voice={voiceOf(hand)}
          away={away.has(hand.person)}
          actions={actions}
          intercom={intercom}
          give={send}
        />
      ))}
    </ol>
  );
}
