import { useState } from 'preact/hooks';
import { sureToBlock } from '../../lib/blocking';
import { t } from '../../lib/i18n';
import type { Intercom } from '../../lib/intercom';
import { may } from '../../lib/may';
import type { ScreeningView } from '../../lib/people';
import type { VoiceView } from '../../lib/protocol';
import type { Send } from '../../lib/send';
import { canBeTalkedTo, TalkKey } from '../DeskBar/TalkKey';
import { Icon } from '../Icon/Icon';
import { Meter } from '../Meter/Meter';
import { languageName } from '../Moderation/languages';
import { Screening } from '../People/Screening';
import { Quality, type VoiceActions } from '../Strip/Strip';

interface Props {
  caller: VoiceView;
  form: ScreeningView | undefined;
  actions: VoiceActions;
  intercom: Intercom;
  give: Send;
}

/** One caller: what is known of her, the keys that she pressed, and all that can be done with her. */
export function Call({ caller, form, actions, intercom, give }: Props) {
  const [open, setOpen] = useState<'more' | 'form' | null>(null);
  const { enabled } = actions;
  const { onAir, connected } = caller;
  const way = intercom.on.value.get(caller.id);
  const name = form?.name || caller.name;
  const known = [form?.topic, form?.language && languageName(form.language)].filter(Boolean).join(' · ');
  return (
    <li data-on-air={onAir} class={open ? 'hand-open' : undefined}>
      <div class="call">
        <p>
          <b>{form?.place && !onAir ? t('studio.caller.from', { name, place: form.place }) : name}</b>
          {caller.phone && <span class="num">{caller.phone}</span>}
          {caller.digits && <span class="digits num">{t('studio.keys-pressed', { digits: caller.digits })}</span>}
          {known && <span>{known}</span>}
        </p>
        {!onAir && connected && <Meter id={caller.id} label={name} />}
      </div>
      <Quality voice={caller} />
      <span class="hand-b">
        {may('producer') && (
          <button
            class={onAir ? 'b b-s b-live' : 'b b-s'}
            type="button"
            disabled={!enabled}
            onClick={() => actions.toggleAir(caller)}
          >
            {t(onAir ? 'studio.take-off' : 'studio.key.put-on-air')}
          </button>
        )}
        {connected && !onAir && (
          <button
            class="b b-s b-quiet b-i"
            type="button"
            aria-pressed={way === 'screen'}
            aria-label={t('studio.caller.talk-to', { name })}
            title={t('studio.caller.talk')}
            disabled={!enabled}
            onClick={() => intercom.toggle(caller.id, 'screen')}
          >
            <Icon name="headset" />
          </button>
        )}
        {connected && canBeTalkedTo(caller) && (
          <TalkKey intercom={intercom} voice={caller} name={name} enabled={enabled} look="b b-s b-quiet b-i" />
        )}
        <button
          class="b b-s b-quiet b-i"
          type="button"
          aria-expanded={open === 'more'}
          aria-label={t('studio.hand.more', { name })}
          onClick={() => setOpen(open ? null : 'more')}
        >
          <Icon name="dots" />
        </button>
      </span>
      {open === 'form' && (
        <Screening person={caller.id} form={form} enabled={enabled} send={give} onDone={() => setOpen(null)} />
      )}
      {open === 'more' && (
        <div class="hand-more">
          {connected && (
            <button class="b b-s" type="button" disabled={!enabled} onClick={() => setOpen('form')}>
              {t('studio.screen')}
            </button>
          )}
          {connected && (
            <button
              class="b b-s"
              type="button"
              aria-pressed={way === 'listen'}
              disabled={!enabled}
              onClick={() => intercom.toggle(caller.id, 'listen')}
            >
              {t('studio.caller.listen')}
            </button>
          )}
          {!onAir && (
            <button
              class="b b-s b-quiet"
              type="button"
              disabled={!enabled}
              onClick={() => void give('DropCaller', caller.id)}
            >
              {t('studio.caller.drop')}
            </button>
          )}
          {may('moderator') && (
            <button
              class="b b-s b-quiet"
              type="button"
              disabled={!enabled}
              onClick={() => sureToBlock(name, onAir) && actions.block(caller)}
            >
              {t(onAir ? 'studio.remove-block' : 'studio.block')}
            </button>
          )}
        </div>
      )}
    </li>
  );
}
