import { useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import type { Intercom } from '../../lib/intercom';
import { may } from '../../lib/may';
import type { RoomView, VoiceView } from '../../lib/protocol';
import type { Send } from '../../lib/send';
import type { TalkLink } from '../../lib/talk-link';
import { Callers } from '../Callers/Callers';
import type { VoiceActions } from '../Strip/Strip';
import { type TabItem, Tabs } from '../Tabs/Tabs';
import { Announce } from './Announce';
import { Blocked } from './Blocked';
import { ChatDesk } from './ChatDesk';
import { Line } from './Line';

interface Props {
  link: TalkLink;
  room: RoomView;
  voices: VoiceView[];
  away: Set<string>;
  actions: VoiceActions;
  shown: boolean;
  phone?: string | null;
  intercom: Intercom;
  send: Send;
}

/** The audience at the desk: who wants to speak, from the page or by phone, what is announced, and the chat. */
export function People({ link, room, voices, away, actions, shown, phone, intercom, send }: Props) {
  const [wanted, setTab] = useState('line');
  const line = room.hands?.line ?? [];
  // Whoever is in line stands there, with all that can be done with her.
  const callers = voices.filter((voice) => voice.kind === 'caller' && !line.some((hand) => hand.person === voice.id));
  const waiting = callers.length + line.length;
  const blocked = room.blocked ?? [];
  const paused = room.hands?.paused ?? false;
  const tabs: TabItem[] = [
    {
      id: 'line',
      label: (
        <>
          {t('studio.line-up')} <span class={waiting > 0 ? 'n n-hot num' : 'n num'}>{waiting}</span>
        </>
      ),
    },
    { id: 'news', label: t('studio.announce') },
    ...(room.rules?.chat ? [{ id: 'chat', label: t('studio.chat') }] : []),
    ...(blocked.length > 0
      ? [
          {
            id: 'blocked',
            label: (
              <>
                {t('studio.blocked')} <span class="n num">{blocked.length}</span>
              </>
            ),
          },
        ]
      : []),
  ].filter(({ id }) => id === 'line' || may('moderator'));
  const tab = tabs.find(({ id }) => id === wanted)?.id ?? 'line'; // that one may have gone
  // Whoever has dialled holds a line, and stands above those who wait on their page.
  const calls = (
    <Callers
      callers={callers}
      forms={room.hands?.forms ?? []}
      actions={actions}
      phone={phone}
      intercom={intercom}
      send={send}
    />
  );
  return (
    <section class="p p-calls" data-shown={shown} aria-label={t('studio.people')}>
      <header class="mod-tabs">
        <Tabs label={t('studio.people')} items={tabs} selected={tab} onSelect={setTab} />
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a panel that scrolls must be reachable by keys */}
      <div class="people-panel" role="tabpanel" id={`panel-${tab}`} aria-labelledby={`tab-${tab}`} tabIndex={0}>
        {tab === 'line' && (
          <>
            {callers.length > 0 && calls}
            <section aria-labelledby="h-hands">
              <header class="p-h">
                <h2 id="h-hands">{t('studio.hands')}</h2>
                <span class="p-n num">{t('studio.hands-n', { n: line.length })}</span>
                <button
                  class="lnk"
                  type="button"
                  disabled={!actions.enabled}
                  onClick={() => void send('PauseHands', !paused)}
                >
                  {t(paused ? 'studio.hand.resume' : 'studio.hand.pause')}
                </button>
              </header>
              {line.length === 0 && (
                <p class="desk-empty">{t(room.phase === 'ended' ? 'studio.nothing-left' : 'studio.line-empty')}</p>
              )}
              <Line
                line={line}
                forms={room.hands?.forms ?? []}
                voices={voices}
                away={away}
                actions={actions}
                intercom={intercom}
                send={send}
              />
            </section>
            {callers.length === 0 && room.phase !== 'ended' && calls}
          </>
        )}
        {tab === 'news' && <Announce notices={room.notices} enabled={actions.enabled} send={send} />}
        {tab === 'blocked' && <Blocked blocked={blocked} enabled={actions.enabled} send={send} />}
        {tab === 'chat' && <ChatDesk link={link} enabled={actions.enabled} send={send} />}
      </div>
    </section>
  );
}
