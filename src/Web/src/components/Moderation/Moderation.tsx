import { useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import { useKeys } from '../../lib/keys';
import { may } from '../../lib/may';
import type { QuestionView, RoomView } from '../../lib/protocol';
import { byWish } from '../../lib/room-state';
import type { Send } from '../../lib/send';
import { Tabs } from '../Tabs/Tabs';
import { Item, type Mode } from './Item';
import { languageName } from './languages';
import { NowNext } from './NowNext';

interface Props {
  room: RoomView;
  /** Questions can be moved on. */
  enabled: boolean;
  /** What is done can be set right: also when the talk is over. */
  settable: boolean;
  shown: boolean;
  send: Send;
}

const isNew = (q: QuestionView) => q.state === 'asked' || (q.state === 'approved' && q.desk?.unread === true);
const lists = {
  new: isNew,
  approved: (q: QuestionView) => q.state === 'approved' && !isNew(q),
  done: (q: QuestionView) => ['answered', 'deferred', 'declined', 'merged'].includes(q.state),
};
type List = keyof typeof lists;

const orders: Record<List, (a: QuestionView, b: QuestionView) => number> = {
  new: (a, b) => a.askedAt.localeCompare(b.askedAt),
  approved: byWish,
  done: (a, b) => (b.answeredAt ?? b.askedAt).localeCompare(a.answeredAt ?? a.askedAt),
};

/** The questions' way through the studio: read, approve, line up, answer. Single keys work while nothing is typed. */
export function Moderation({ room, enabled, settable, shown, send }: Props) {
  const [list, setList] = useState<List>(room.phase === 'ended' ? 'done' : 'new');
  const [label, setLabel] = useState<string | null>(null);
  const [chosen, setChosen] = useState<string | null>(null);
  const [mode, setMode] = useState<Mode>(null);
  const all = room.questions;
  const items = all.filter((q) => lists[list](q) && (!label || q.desk?.labels.includes(label))).sort(orders[list]);
  const selected = items.find((q) => q.id === chosen) ?? items[0];
  const waiting = room.board?.waiting ?? [];
  const answering = all.find((q) => q.state === 'answering');

  const choose = (id: string | null) => {
    setChosen(id);
    setMode(null);
  };
  // After an item has left the list by its own button, the one below it is next.
  const act = (method: string, q: QuestionView, ...args: unknown[]) => {
    const next = items[items.indexOf(q) + 1] ?? items[items.indexOf(q) - 1];
    const stays = ['RewordQuestion', 'LabelQuestion', 'PinQuestion', 'TranscribeQuestion', 'SetAnswerTimes'].includes(
      method,
    );
    choose(stays ? q.id : (next?.id ?? null));
    void send(method, method === 'BlockPerson' ? { question: q.id } : q.id, ...args);
  };
  const move = (step: number) => {
    const index = selected ? items.indexOf(selected) : 0;
    const next = items[Math.max(0, Math.min(items.length - 1, index + step))];
    choose(next?.id ?? null);
    if (next) document.getElementById(`q-${next.id}`)?.scrollIntoView({ block: 'nearest' });
  };
  const advance = () => void send('AnswerNext', answering?.id ?? null);
  const readable = enabled && selected?.text ? selected : undefined;

  useKeys({
    down: () => move(1),
    up: () => move(-1),
    approve: () => readable && (list !== 'approved' || isNew(readable)) && act('ApproveQuestion', readable),
    answer: () => readable && readable.state !== 'merged' && act('PutNext', readable, null),
    decline: () => enabled && selected && list !== 'done' && setMode('decline'),
    finish: () => enabled && advance(),
  });

  const tab = (id: List) => {
    const count = all.filter(lists[id]).length;
    return {
      id,
      label: (
        <>
          {t(`studio.q.${id}`)} <span class={id === 'new' && count > 0 ? 'n n-hot num' : 'n num'}>{count}</span>
        </>
      ),
    };
  };

  return (
    <section class="p p-qa" data-shown={shown} aria-labelledby="h-qa">
      <header class="p-h">
        <h2 id="h-qa">{t('room.questions')}</h2>
        {may('moderator') && (
          <button
            class="lnk"
            type="button"
            disabled={!enabled}
            onClick={() => void send('PauseAsking', !room.askingPaused)}
          >
            {t(room.askingPaused ? 'studio.asking-resume' : 'studio.asking-pause')}
          </button>
        )}
      </header>
      <NowNext room={room} enabled={enabled} send={send} onAdvance={advance} />
      <div class="mod-tabs">
        <Tabs
          label={t('room.questions')}
          items={[tab('new'), tab('approved'), tab('done')]}
          selected={list}
          onSelect={(id) => {
            setList(id as List);
            choose(null);
          }}
        />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a panel that scrolls must be reachable by keys */}
      <div class="inq" role="tabpanel" id={`panel-${list}`} aria-labelledby={`tab-${list}`} tabIndex={0}>
        {list !== 'done' && waiting.length > 0 && (
          <p class="mod-hint">
            {t('studio.q.waits')}{' '}
            {waiting.map((group) => (
              <span key={group.language ?? group.province}>
                <b>{group.language ? languageName(group.language) : group.province}</b>{' '}
                <span class="num">{group.waiting}</span>
              </span>
            ))}
          </p>
        )}
        {label && (
          <p class="mod-hint">
            {label}{' '}
            <button class="lnk" type="button" onClick={() => setLabel(null)}>
              {t('studio.q.all-labels')}
            </button>
          </p>
        )}
        {items.length === 0 && (
          <p class="desk-empty">{t(room.phase === 'ended' ? 'studio.nothing-left' : `studio.q.empty-${list}`)}</p>
        )}
        <ol>
          {items.map((q) => (
            <Item
              q={q}
              key={q.id}
              room={room}
              selected={q === selected}
              enabled={enabled}
              settable={settable}
              mode={q === selected ? mode : null}
              onMode={setMode}
              onPick={() => choose(q.id)}
              onLabel={setLabel}
              act={act}
            />
          ))}
        </ol>
      </div>
    </section>
  );
}
