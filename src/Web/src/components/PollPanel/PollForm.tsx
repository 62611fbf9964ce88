import { useEffect, useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import { newId } from '../../lib/id';
import type { PollKind, PollView } from '../../lib/protocol';
import { explain } from '../../lib/refusals';
import type { Send } from '../../lib/send';
import { blank, builtIn, forget, keep, load, nameOf, type Template } from './templates';

interface Props {
  /** The draft that is written anew; null for a new poll. */
  poll: PollView | null;
  send: Send;
  onDone: () => void;
}

const kinds: PollKind[] = ['single', 'multiple', 'rating', 'text', 'ranking', 'quiz'];
const limits = [30, 60, 120, 300, 600];

/** Writes a poll, from nothing, from a template or from its draft. */
export function PollForm({ poll, send, onDone }: Props) {
  const [own, setOwn] = useState<Template[]>([]);
  const [from, setFrom] = useState<Template>(poll ?? blank());
  const [lines, setLines] = useState(from.options.join('\n'));
  const [said, say] = useState('');
  useEffect(() => void load().then(setOwn, () => {}), []);

  const { kind } = from.rules;
  const options =
    kind === 'text'
      ? []
      : lines
          .split('\n')
          .map((line) => line.trim())
          .filter(Boolean);
  const templates = [...builtIn(), ...own];
  const begin = (template: Template) => {
    setFrom(template);
    setLines(template.options.join('\n'));
  };
  const rule = (change: Partial<Template['rules']>) => setFrom({ ...from, rules: { ...from.rules, ...change } });
  const paper = {
    text: from.text.trim(),
    options,
    rules: {
      ...from.rules,
      most: kind === 'multiple' ? from.rules.most : null,
      right: kind === 'quiz' ? (from.rules.right ?? 0) : null,
    },
  };
  const isReady = paper.text && (kind === 'text' || options.length > 1);

  return (
    <form
      class="poll-new"
      onSubmit={(event) => {
        event.preventDefault();
        const method = poll ? 'EditPoll' : 'CreatePoll';
        void send(method, poll?.id ?? newId(), paper.text, options, paper.rules).then(
          (accepted) => accepted !== undefined && onDone(),
        );
      }}
    >
      {!poll && (
        <p class="poll-row">
          <label for="poll-from">{t('studio.poll.from')}</label>
          <select
            class="desk-input"
            id="poll-from"
            onChange={(event) => {
              const { value } = event.currentTarget;
              begin((value && templates[Number(value)]) || blank());
            }}
          >
            <option value="">{t('studio.poll.from-nothing')}</option>
            {templates.map((template, index) => (
              <option key={template.id ?? index} value={index}>
                {nameOf(template)}
              </option>
            ))}
          </select>
          {from.id && own.includes(from) && (
            <button
              class="lnk"
              type="button"
              onClick={() =>
                void forget(from.id!).then(
                  () => setOwn(own.filter((one) => one !== from)),
                  (refusal: unknown) => say(explain(refusal)),
                )
              }
            >
              {t('studio.poll.forget')}
            </button>
          )}
        </p>
      )}
      <label for="poll-kind">{t('studio.poll.kind')}</label>
      <select
        class="desk-input"
        id="poll-kind"
        value={kind}
        onChange={(event) => rule({ kind: event.currentTarget.value as PollKind })}
      >
        {kinds.map((one) => (
          <option key={one} value={one}>
            {t(`studio.poll.kind.${one}`)}
          </option>
        ))}
      </select>
      <label for="poll-text">{t('studio.poll-text')}</label>
      <input
        class="desk-input"
        id="poll-text"
        maxLength={500}
        value={from.text}
        onInput={(event) => setFrom({ ...from, text: event.currentTarget.value })}
      />
      {kind !== 'text' && (
        <>
          <label for="poll-options">{t(kind === 'rating' ? 'studio.poll.steps' : 'studio.poll-options')}</label>
          <textarea
            class="desk-input"
            id="poll-options"
            rows={4}
            value={lines}
            onInput={(event) => setLines(event.currentTarget.value)}
          />
        </>
      )}
      {kind === 'quiz' && options.length > 0 && (
        <p class="poll-row">
          <label for="poll-right">{t('studio.poll.right')}</label>
          <select
            class="desk-input"
            id="poll-right"
            value={from.rules.right ?? 0}
            onChange={(event) => rule({ right: Number(event.currentTarget.value) })}
          >
            {options.map((option, index) => (
              <option key={option} value={index}>
                {option}
              </option>
            ))}
          </select>
        </p>
      )}
      {kind === 'multiple' && (
        <p class="poll-row">
          <label for="poll-most">{t('studio.poll.most')}</label>
          <select
            class="desk-input"
            id="poll-most"
            value={from.rules.most ?? ''}
            onChange={(event) => rule({ most: Number(event.currentTarget.value) || null })}
          >
            <option value="">{t('studio.poll.all')}</option>
            {options.map((option, index) => (
              <option key={option} value={index + 1}>
                {index + 1}
              </option>
            ))}
          </select>
        </p>
      )}
      <p class="poll-row">
        <label for="poll-limit">{t('studio.poll.limit')}</label>
        <select
          class="desk-input"
          id="poll-limit"
          value={from.rules.seconds ?? ''}
          onChange={(event) => rule({ seconds: Number(event.currentTarget.value) || null })}
        >
          <option value="">{t('studio.poll.no-limit')}</option>
          {limits.map((limit) => (
            <option key={limit} value={limit}>
              {limit < 60 ? t('studio.poll.seconds', { n: limit }) : t('studio.poll.minutes', { n: limit / 60 })}
            </option>
          ))}
        </select>
      </p>
      <label class="poll-check">
        <input
          type="checkbox"
          checked={from.rules.hidden}
          onChange={(event) => rule({ hidden: event.currentTarget.checked })}
        />
        {t('studio.poll.hide-result')}
      </label>
      <label class="poll-check">
        <input
          type="checkbox"
          checked={from.rules.mayChange}
          onChange={(event) => rule({ mayChange: event.currentTarget.checked })}
        />
        {t('studio.poll.may-change')}
      </label>
      <p class="poll-row">
        <button class="b b-ok" type="submit" disabled={!isReady}>
          {t('studio.poll-save')}
        </button>
        <button
          class="b b-quiet"
          type="button"
          disabled={!isReady}
          onClick={() =>
            void keep(paper).then(
              (template) => {
                setOwn([...own, template]);
                say(t('studio.poll.kept'));
              },
              (refusal: unknown) => say(explain(refusal)),
            )
          }
        >
          {t('studio.poll.keep-template')}
        </button>
      </p>
      <p role="status">{said}</p>
    </form>
  );
}
