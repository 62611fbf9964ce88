import { useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import type { AnswerView, PollView } from '../../lib/protocol';
import type { Send } from '../../lib/send';

interface Props {
  poll: PollView;
  enabled: boolean;
  send: Send;
}

/** What people wrote: each answer is shown as it is, put into a group of like ones, or not shown; groups are renamed. */
export function Answers({ poll, enabled, send }: Props) {
  const answers = poll.answers ?? [];
  const waiting = answers.filter((answer) => !answer.group && !answer.hidden);
  const sort = (answer: AnswerView, group: string | null) => void send('SortAnswer', poll.id, answer.text, group);
  const [renaming, rename] = useState<string | null>(null);
  return (
    <div class="answers">
      <h3>{t('studio.poll.waiting', { n: waiting.length })}</h3>
      <ul>
        {waiting.map((answer) => (
          <li key={answer.text}>
            <span class="answers-t">
              {answer.text} {answer.voters > 1 && <b class="num">×{answer.voters}</b>}
            </span>
            <button
              class="b b-s b-ok"
              type="button"
              disabled={!enabled}
              aria-label={t('studio.poll.show-of', { text: answer.text })}
              onClick={() => sort(answer, answer.text)}
            >
              {t('studio.poll.show')}
            </button>
            <button
              class="b b-s b-quiet"
              type="button"
              disabled={!enabled}
              aria-label={t('studio.poll.hide-of', { text: answer.text })}
              onClick={() => sort(answer, null)}
            >
              {t('studio.poll.hide')}
            </button>
            <Into groups={poll.options} answer={answer} enabled={enabled} onGroup={(group) => sort(answer, group)} />
          </li>
        ))}
      </ul>
      {(poll.options.length > 0 || answers.some((answer) => answer.hidden)) && (
        <details>
          <summary>{t('studio.poll.groups')}</summary>
          <ul>
            {poll.options.map((group) => (
              <li key={group}>
                {renaming === group ? (
                  <Rename
                    group={group}
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
            {answers
              .filter((answer) => answer.group || answer.hidden)
              .map((answer) => (
                <li key={`a-${answer.text}`}>
                  <span class="answers-t">{answer.text}</span>
                  <span class="tag">{answer.group ?? t('studio.poll.not-shown')}</span>
                  <Into
                    groups={poll.options}
                    answer={answer}
                    enabled={enabled}
                    onGroup={(group) => sort(answer, group)}
                  />
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

const Into = ({ groups, answer, enabled, onGroup }: IntoProps) => (
  <select
    class="desk-input"
    disabled={!enabled || groups.length === 0}
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

function Rename({ group, onName }: { group: string; onName: (name: string) => void }) {
  const [name, setName] = useState(group);
  return (
    <form
      class="answers-n"
      onSubmit={(event) => {
        event.preventDefault();
        onName(name.trim());
      }}
    >
      <input
        class="desk-input"
        aria-label={t('studio.poll.rename', { group })}
        maxLength={200}
        value={name}
        onInput={(event) => setName(event.currentTarget.value)}
      />
      <button class="b b-s" type="submit" disabled={!name.trim()}>
        {t('studio.poll-keep')}
      </button>
    </form>
  );
}
