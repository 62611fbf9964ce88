import { useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import type { AnswerView, PollView } from '../../lib/protocol';
import type { Send } from '../../lib/send';
import { Rename } from './Rename';

interface Props {
  poll: PollView;
  enabled: boolean;
  send: Send;
}

/** Nobody has decided on it. */
const waits = (answer: AnswerView) => !answer.group && !answer.hidden;

/** A poll in which a moderator has something to sort. */
export const isSorted = (poll: PollView) => poll.rules.kind === 'text' && poll.state !== 'draft';

/** How many answers wait for a moderator in all these polls. */
export const waitingIn = (polls: PollView[]) =>
  polls.filter(isSorted).reduce((sum, poll) => sum + (poll.answers ?? []).filter(waits).length, 0);

/** What people wrote: each answer is shown as it is, put into a group of like ones, or not shown; all can be undone. */
export function Answers({ poll, enabled, send }: Props) {
  const answers = poll.answers ?? [];
  const waiting = answers.filter(waits);
  const sorted = answers.filter((answer) => !waits(answer));
  const sort = (answer: AnswerView, group: string | null) => void send('SortAnswer', poll.id, answer.text, group);
  const [renaming, rename] = useState<string | null>(null);

  const show = (answer: AnswerView) => (
    <button
      class="b b-s b-ok"
      type="button"
      disabled={!enabled}
      aria-label={t('studio.poll.show-of', { text: answer.text })}
      onClick={() => sort(answer, answer.text)}
    >
      {t('studio.poll.show')}
    </button>
  );
  const hide = (answer: AnswerView) => (
    <button
      class="b b-s b-quiet"
      type="button"
      disabled={!enabled}
      aria-label={t('studio.poll.hide-of', { text: answer.text })}
      onClick={() => sort(answer, null)}
    >
      {t('studio.poll.hide')}
    </button>
  );
  const into = (answer: AnswerView) => (
    <Into
      groups={poll.options.filter((group) => group !== answer.group)}
      answer={answer}
      enabled={enabled}
      onGroup={(group) => sort(answer, group)}
    />
  );
  const words = (answer: AnswerView) => (
    <span class="answers-t">
      {answer.text} {answer.voters > 1 && <b class="num">×{answer.voters}</b>}
    </span>
  );
  return (
    <div class="answers">
      <h3>{t('studio.poll.waiting', { n: waiting.length })}</h3>
      <ul>
        {waiting.map((answer) => (
          <li key={answer.text}>
            {words(answer)}
            <span class="answers-b">
              {show(answer)}
              {hide(answer)}
              {into(answer)}
            </span>
          </li>
        ))}
      </ul>
      {(poll.options.length > 0 || sorted.length > 0) && (
        <details class="more">
          <summary>{t('studio.poll.groups')}</summary>
          <ul>
            {poll.options.map((group) => (
              <li key={group}>
                {renaming === group ? (
                  <Rename
                    group={group}
                    enabled={enabled}
                    onCancel={() => rename(null)}
                    onName={(name) =>
                      void send('RenameAnswers', poll.id, group, name).then(
                        (accepted) => accepted !== undefined && rename(null),
                      )
                    }
                  />
                ) : (
                  <button class="lnk" type="button" disabled={!enabled} onClick={() => rename(group)}>
                    {t('studio.poll.rename', { group })}
                  </button>
                )}
              </li>
            ))}
            {sorted.map((answer) => (
              <li key={`a-${answer.text}`}>
                {words(answer)}
                <span class="answers-b">
                  <span class="tag">{answer.group ?? t('studio.poll.not-shown')}</span>
                  {answer.hidden ? show(answer) : hide(answer)}
                  {into(answer)}
                </span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}

interface IntoProps {
  groups: string[];
  answer: AnswerView;
  enabled: boolean;
  onGroup: (group: string) => void;
}

/** There is nothing to choose before there is a group. */
const Into = ({ groups, answer, enabled, onGroup }: IntoProps) =>
  groups.length > 0 && (
    <select
      class="desk-input"
      disabled={!enabled}
      aria-label={t('studio.poll.into-of', { text: answer.text })}
      value=""
      onChange={(event) => event.currentTarget.value && onGroup(event.currentTarget.value)}
    >
      <option value="">{t('studio.poll.into')}</option>
      {groups.map((group) => (
        <option key={group} value={group}>
          {group}
        </option>
      ))}
    </select>
  );
