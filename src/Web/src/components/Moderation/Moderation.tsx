import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import { useKeys } from '../../lib/keys';
import { may } from '../../lib/may';
import type { QuestionView, RoomView } from '../../lib/protocol';
import { byWish } from '../../lib/room-state';
import type { Send } from '../../lib/send';
import { Tabs } from '../Tabs/Tabs';
import { Item } from './Item';
import { languageName } from './languages';
import { NowNext } from './NowNext';
import { useSelection } from './selection';

interface Props {
  room: RoomView;
  /** The series' language. */
  language: string;
  /** Questions can be moved on. */
  enabled: boolean;
  /** What is done can be set right: also when the talk is over. */
  settable: boolean;
  shown: boolean;
  send: Send;
  /** What comes before all questions. */
  children?: ComponentChildren;
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
export function Moderation({ room, language, enabled, settable, shown, send, children }: Props) {
  const over = room.phase === 'ended';
  const [list, setList] = useState<List>(over ? 'done' : 'new');
  const [label, setLabel] = useState<string | null>(null);
  const all = room.questions;
  // There is no line any more: what was in it was answered, and nobody marked it, or it was not.
  const isIn = (id: List, q: QuestionView) => lists[id](q) || (over && id === 'approved' && q.state === 'next');
  const items = all.filter((q) => isIn(list, q) && (!label || q.desk?.labels.includes(label))).sort(orders[list]);
  const selection = useSelection(items, all);
  const { selected, mode } = selection;
  const waiting = room.board?.waiting ?? [];
  const answering = all.find((q) => q.state === 'answering');

  const stays = new Set(['RewordQuestion', 'LabelQuestion', 'PinQuestion', 'TranscribeQuestion']);
  const act = async (method: string, q: QuestionView, ...args: unknown[]) => {
    const answer = send(method, method === 'BlockPerson' ? { question: q.id } : q.id, ...args);
    const isMarked = !!q.answeringAt;
    const moves =
      method === 'BlockPerson'
        ? isNew(q)
        : method === 'SetAnswerTimes'
          ? q.state !== 'answered' && !isMarked
          : !stays.has(method);
    const goOn = () => (moves ? selection.leave(q) : selection.choose(q.id));
    // A form is closed when the server has taken what was written: a refused text would be written twice.
    if (!mode) goOn();
    const accepted = (await answer) !== undefined;
    const goesOn = method === 'SetAnswerTimes' && isMarked; // one drag after the other
    if (mode && accepted && !goesOn && selection.worksOn(q)) goOn();
    return accepted;
  };
  const move = (step: number) => {
    const next = selection.move(step);
    if (next) document.getElementById(`q-${next.id}`)?.scrollIntoView({ block: 'nearest' });
  };
  const advance = () => void send('AnswerNext', answering?.id ?? null);
  const readable = enabled && !mode && selected?.text ? selected : undefined;

  useKeys({
    down: () => move(1),
    up: () => move(-1),
    approve: () => readable && (list !== 'approved' || isNew(readable)) && act('ApproveQuestion', readable),
    answer: () => readable && readable.state !== 'merged' && act('PutNext', readable, null),
    decline: () => enabled && !mode && selected && list !== 'done' && selection.open(selected, 'decline'),
    finish: () => enabled && advance(),
  });

  const tab = (id: List) => {
    const count = all.filter((q) => isIn(id, q)).length;
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
      {children}
      <NowNext room={room} enabled={enabled} send={send} onAdvance={advance} />
      <div class="mod-tabs">
        <Tabs
          label={t('room.questions')}
          items={[tab('new'), tab('approved'), tab('done')]}
          selected={list}
          onSelect={(id) => {
            setList(id as List);
            selection.choose(null);
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
        {selection.gone && (
          <p class="mod-hint" role="status">
            {t('studio.q.gone')}
          </p>
        )}
        {selection.shown.length === 0 && (
          <p class="desk-empty">{t(over ? 'studio.nothing-left' : `studio.q.empty-${list}`)}</p>
        )}
        <ol>
          {selection.shown.map((q) => (
            <Item
              q={q}
              key={q.id}
              room={room}
              language={language}
              selected={q === selected}
              enabled={enabled}
              settable={settable}
              mode={q === selected ? mode : null}
              moved={q === selected && selection.moved}
              onMode={(next) => selection.open(q, next)}
              onPick={() => (q !== selected || mode === 'times') && selection.choose(q.id)}
              onLabel={setLabel}
              act={act}
            />
          ))}
        </ol>
      </div>
    </section>
  );
}
