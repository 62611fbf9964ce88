import { t } from '../../lib/i18n';
import { may } from '../../lib/may';
import type { QuestionView, RoomView } from '../../lib/protocol';
import { Icon } from '../Icon/Icon';
import { Actions } from './Actions';
import { languageName } from './languages';
import { Merge } from './Merge';
import { Reason } from './Reason';
import { Recording } from './Recording';
import type { Mode } from './selection';
import { TextForm } from './TextForm';
import { Times } from './Times';

export interface ItemProps {
  q: QuestionView;
  room: RoomView;
  /** The series' language. */
  language: string;
  selected: boolean;
  enabled: boolean;
  settable: boolean;
  mode: Mode;
  /** Somebody else moved it on while its form is open. */
  moved: boolean;
  onMode: (mode: Mode) => void;
  onPick: () => void;
  onLabel: (label: string) => void;
  /** Whether it was accepted. */
  act: (method: string, q: QuestionView, ...args: unknown[]) => Promise<boolean>;
}

/** One question in the moderators' list: its words, what is known of it, and what can be done with it. */
export function Item(props: ItemProps) {
  const { q, room, selected, mode, onMode, act } = props;
  const into = q.mergedInto && room.questions.find((other) => other.id === q.mergedInto);
  const leave = () => onMode(null);
  const block = () => confirm(t('studio.q.block-sure')) && void act('BlockPerson', q);
  return (
    <li id={`q-${q.id}`} aria-current={selected ? 'true' : undefined}>
      <button class="inq-pick" type="button" onClick={props.onPick}>
        <span class="inq-t" lang={q.language ?? undefined}>
          {q.pinned && <Icon name="pin" />}
          {q.text || t('studio.q.recorded')}
        </span>
        {q.original && (
          <span class="inq-o" lang={q.language ?? undefined}>
            {t('studio.q.original', { text: q.original })}
          </span>
        )}
        {q.answer && <span class="inq-o">{t('studio.q.answered-so', { text: q.answer })}</span>}
        {into && <span class="inq-o">{t('studio.q.merged-into', { text: into.text })}</span>}
        <span class="inq-by">
          <span>{q.author ?? t('room.anonymous')}</span>
          {q.language && <span class="lang">{languageName(q.language)}</span>}
          {q.desk?.recorded && <span>{t('studio.q.by-phone')}</span>}
          {q.votes > 0 && <span class="num">{t('room.poll.votes', { n: q.votes })}</span>}
          {q.joined && <span class="num">{t('room.q.joined', { n: q.joined.length })}</span>}
          {['answered', 'deferred', 'declined', 'merged'].includes(q.state) && <span>{t(`studio.q.${q.state}`)}</span>}
          {q.state === 'declined' && <span>{q.reason || t(`studio.reason.${q.why}`)}</span>}
        </span>
      </button>
      {q.desk && q.desk.labels.length > 0 && (
        <p class="inq-l">
          {q.desk.labels.map((label) => (
            <button class="inq-label" type="button" key={label} onClick={() => props.onLabel(label)}>
              {label}
            </button>
          ))}
        </p>
      )}
      {props.moved && (
        <p class="inq-moved" role="status">
          {t('studio.q.moved')}
        </p>
      )}
      {selected &&
        (!mode || mode === 'hear') &&
        (q.text ? (
          may('moderator') && <Actions {...props} onBlock={block} />
        ) : (
          <Recording {...props} onBlock={block} />
        ))}
      {mode === 'decline' && <Reason onReason={(text, why) => act('DeclineQuestion', q, text, why)} onCancel={leave} />}
      {mode === 'reword' && (
        <TextForm
          id="reword"
          label={t('studio.q.reword')}
          action={t('studio.q.save')}
          value={q.text}
          onText={(text) => act('RewordQuestion', q, text)}
          onCancel={leave}
        />
      )}
      {mode === 'write' && (
        <TextForm
          id="write"
          label={t('studio.q.write')}
          action={t('studio.q.save')}
          rows={4}
          value={q.answer ?? ''}
          onText={(text) => act('AnswerInWriting', q, text)}
          onCancel={leave}
        />
      )}
      {mode === 'labels' && (
        <TextForm
          id="labels"
          label={t('studio.q.labels-help')}
          action={t('studio.q.save')}
          rows={1}
          value={q.desk?.labels.join(', ')}
          onText={(text) => act('LabelQuestion', q, text.split(','))}
          onCancel={leave}
        />
      )}
      {mode === 'merge' && (
        <Merge
          q={q}
          questions={room.questions}
          onMerge={(other) => void act('MergeQuestion', q, other)}
          onCancel={leave}
        />
      )}
      {mode === 'times' && (
        <div class="reason">
          <Times
            q={q}
            room={room}
            onTimes={(from, to) => void act('SetAnswerTimes', q, from, to)}
            onClose={leave}
            hasClose
          />
        </div>
      )}
    </li>
  );
}
