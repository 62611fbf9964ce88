import { useEffect, useRef, useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import { useKeys } from '../../lib/keys';
import type { QuestionView } from '../../lib/protocol';
import { span } from '../../lib/time';
import { Key } from '../Keys/Keys';
import { Tabs } from '../Tabs/Tabs';

interface Props {
  questions: QuestionView[];
  askingPaused: boolean;
  enabled: boolean;
  shown: boolean;
  send: (method: string, ...args: unknown[]) => Promise<unknown>;
}

const lists = {
  new: (q: QuestionView) => q.state === 'asked',
  approved: (q: QuestionView) => q.state === 'approved',
  done: (q: QuestionView) => q.state === 'answered' || q.state === 'deferred' || q.state === 'declined',
};
type List = keyof typeof lists;

const reasons = ['asked-before', 'other-topic', 'unclear', 'private'];

/** The questions' way through the studio: read, approve, answer. Single keys work while nothing is typed. */
export function Moderation({ questions, askingPaused, enabled, shown, send }: Props) {
  const [list, setList] = useState<List>('new');
  const [chosen, setChosen] = useState<string | null>(null);
  const [declining, setDeclining] = useState<string | null>(null);
  const items = questions
    .filter(lists[list])
    .sort((a, b) =>
      list === 'approved'
        ? b.votes - a.votes
        : list === 'done'
          ? b.askedAt.localeCompare(a.askedAt)
          : a.askedAt.localeCompare(b.askedAt),
    );
  const selected = items.find((q) => q.id === chosen) ?? items[0];
  const answering = questions.filter((q) => q.state === 'answering');

  // After an item has left the list by its own button, the one below it is next.
  const act = (method: string, q: QuestionView, ...args: unknown[]) => {
    const next = items[items.indexOf(q) + 1] ?? items[items.indexOf(q) - 1];
    setChosen(next?.id ?? null);
    setDeclining(null);
    void send(method, q.id, ...args);
  };
  const move = (step: number) => {
    const index = selected ? items.indexOf(selected) : 0;
    const next = items[Math.max(0, Math.min(items.length - 1, index + step))];
    setChosen(next?.id ?? null);
    if (next) document.getElementById(`q-${next.id}`)?.scrollIntoView({ block: 'nearest' });
  };

  useKeys({
    down: () => move(1),
    up: () => move(-1),
    approve: () => selected?.state === 'asked' && act('ApproveQuestion', selected),
    answer: () => selected && !lists.done(selected) && act('StartAnswer', selected),
    decline: () => selected && !lists.done(selected) && setDeclining(selected.id),
    finish: () => answering[0] && void send('FinishAnswer', answering[0].id),
  });

  const tab = (id: List) => {
    const count = questions.filter(lists[id]).length;
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
        <button class="lnk" type="button" disabled={!enabled} onClick={() => void send('PauseAsking', !askingPaused)}>
          {t(askingPaused ? 'studio.asking-resume' : 'studio.asking-pause')}
        </button>
      </header>
      {answering.length > 0 && (
        <div class="nownext">
          {answering.map((q) => (
            <Answering q={q} key={q.id} enabled={enabled} onDone={() => void send('FinishAnswer', q.id)} />
          ))}
        </div>
      )}
      <div class="mod-tabs">
        <Tabs
          label={t('room.questions')}
          items={[tab('new'), tab('approved'), tab('done')]}
          selected={list}
          onSelect={(id) => setList(id as List)}
        />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a panel that scrolls must be reachable by keys */}
      <div class="inq" role="tabpanel" id={`panel-${list}`} aria-labelledby={`tab-${list}`} tabIndex={0}>
        {items.length === 0 && <p class="desk-empty">{t(`studio.q.empty-${list}`)}</p>}
        <ol>
          {items.map((q) => (
            <li key={q.id} id={`q-${q.id}`} aria-current={q === selected ? 'true' : undefined}>
              <button class="inq-pick" type="button" onClick={() => setChosen(q.id)}>
                <span class="inq-t" lang={q.language ?? undefined}>
                  {q.text}
                </span>
                <span class="inq-by">
                  <span>{q.author ?? t('room.anonymous')}</span>
                  {q.language && <span class="lang">{languageName(q.language)}</span>}
                  {q.votes > 0 && <span class="num">{t('room.poll.votes', { n: q.votes })}</span>}
                  {list === 'done' && <span>{t(`studio.q.${q.state}`)}</span>}
                  {q.reason && <span>{q.reason}</span>}
                </span>
              </button>
              {q === selected && declining !== q.id && list !== 'done' && (
                <div class="inq-b">
                  {q.state === 'asked' && (
                    <button
                      class="b b-s b-ok"
                      type="button"
                      disabled={!enabled}
                      onClick={() => act('ApproveQuestion', q)}
                    >
                      {t('studio.q.approve')} <Key of="approve" />
                    </button>
                  )}
                  <button
                    class={q.state === 'approved' ? 'b b-s b-ok' : 'b b-s b-quiet'}
                    type="button"
                    disabled={!enabled}
                    onClick={() => act('StartAnswer', q)}
                  >
                    {t('studio.q.answer')} <Key of="answer" />
                  </button>
                  {q.state === 'approved' && (
                    <button
                      class="b b-s b-quiet"
                      type="button"
                      disabled={!enabled}
                      onClick={() => act('DeferQuestion', q)}
                    >
                      {t('studio.q.later')}
                    </button>
                  )}
                  <button class="b b-s b-quiet" type="button" disabled={!enabled} onClick={() => setDeclining(q.id)}>
                    {t('studio.q.decline')} <Key of="decline" />
                  </button>
                </div>
              )}
              {declining === q.id && (
                <Reason
                  onReason={(reason) => act('DeclineQuestion', q, reason, null)}
                  onCancel={() => setDeclining(null)}
                />
              )}
            </li>
          ))}
        </ol>
      </div>
    </section>
  );
}

function Answering({ q, enabled, onDone }: { q: QuestionView; enabled: boolean; onDone: () => void }) {
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return (
    <article class="nn">
      <p class="nn-k">
        {t('room.q.answering')}
        {q.answeringAt && <span class="num">{span((now - Date.parse(q.answeringAt)) / 1000)}</span>}
      </p>
      <p class="nn-t" lang={q.language ?? undefined}>
        {q.text}
      </p>
      <p class="nn-b">
        <button class="b b-s" type="button" disabled={!enabled} onClick={onDone}>
          {t('studio.q.finish')} <Key of="finish" />
        </button>
      </p>
    </article>
  );
}

/** The author reads the reason: it is chosen or written, never left out. */
function Reason({ onReason, onCancel }: { onReason: (reason: string) => void; onCancel: () => void }) {
  const [text, setText] = useState('');
  const first = useRef<HTMLButtonElement>(null);
  useEffect(() => first.current?.focus(), []);
  return (
    <form
      class="reason"
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim()) onReason(text.trim());
      }}
      onKeyDown={(event) => event.key === 'Escape' && onCancel()}
    >
      <p>
        {reasons.map((reason, index) => (
          <button
            class="b b-s b-quiet"
            type="button"
            key={reason}
            ref={index === 0 ? first : undefined}
            onClick={() => onReason(t(`studio.reason.${reason}`))}
          >
            {t(`studio.reason.${reason}`)}
          </button>
        ))}
      </p>
      <label class="vh" for="reason">
        {t('studio.reason.other')}
      </label>
      <input
        class="desk-input"
        id="reason"
        maxLength={200}
        placeholder={t('studio.reason.other')}
        value={text}
        onInput={(event) => setText(event.currentTarget.value)}
      />
      <p>
        <button class="b b-s" type="submit" disabled={!text.trim()}>
          {t('studio.q.decline')}
        </button>
        <button class="b b-s b-quiet" type="button" onClick={onCancel}>
          {t('studio.not-now')}
        </button>
      </p>
    </form>
  );
}

function languageName(tag: string): string {
  try {
    return new Intl.DisplayNames([document.documentElement.lang || 'en'], { type: 'language' }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}
