import type { VNode } from 'preact';
import { t } from '../../lib/i18n';
import { again, average, type Begun, begun, type Ballot as Cast, hasVoted, shares } from '../../lib/polls';
import type { PollView } from '../../lib/protocol';
import { Icon } from '../Icon/Icon';
import { Share } from './Share';
import { TimeLeft } from './TimeLeft';

/** A poll: a ballot while it is open and the viewer has not voted, its result afterwards. */
export function Ballot({ poll, fault, onVote }: { poll: PollView; fault?: string; onVote: (ballot: Cast) => void }) {
  const paper = begun(poll.id);
  const voted = hasVoted(poll);
  const open = poll.state === 'open';
  const voting = open && (!voted || paper.value.changes);
  const tally = voting ? null : poll.tally;

  const meta = (
    <p class="ballot-k">
      {open && poll.endsAt ? <TimeLeft endsAt={poll.endsAt} /> : <span>{t(`room.poll.${poll.state}`)}</span>}
      {(tally || !open) && <span class="num">{t('room.poll.votes', { n: poll.voters })}</span>}
      {tally && poll.rules.kind === 'rating' && (
        <span class="num">
          {t('room.poll.average', { n: Math.round(10 * average(tally)) / 10, most: tally.length })}
        </span>
      )}
    </p>
  );

  return (
    <section class="ballot">
      {voting ? (
        <Paper
          poll={poll}
          meta={meta}
          onVote={(ballot) => {
            paper.value = { ...paper.value, changes: false }; // refused, it is there as it was
            onVote(ballot);
          }}
        />
      ) : (
        <Result poll={poll} meta={meta} />
      )}
      {fault && (
        <p class="fault" role="alert">
          {fault}
        </p>
      )}
      {voted && !voting && (
        <p class="ballot-f">
          <Icon name="check" />
          <span>
            {t(
              poll.written != null
                ? 'room.poll.answer-kept'
                : tally || !poll.rules.hidden
                  ? 'room.poll.counted'
                  : 'room.poll.hidden',
            )}
          </span>
        </p>
      )}
      {open && voted && !voting && poll.rules.mayChange && (
        <button
          class="btn btn-ghost"
          type="button"
          onClick={() => {
            paper.value = again(poll);
          }}
        >
          {t('room.poll.change')}
        </button>
      )}
    </section>
  );
}

/** What is still to be voted: radios, checkboxes (which number themselves in a ranking), or a line to write. */
function Paper({ poll, meta, onVote }: { poll: PollView; meta: VNode; onVote: (ballot: Cast) => void }) {
  const { kind, most } = poll.rules;
  const several = kind === 'multiple' || kind === 'ranking';
  const paper = begun(poll.id);
  const { chosen, text } = paper.value;
  const isFull = several && chosen.length >= (most ?? poll.options.length);
  const hint =
    kind === 'ranking'
      ? t('room.poll.rank')
      : kind === 'multiple'
        ? most
          ? t('room.poll.choose-most', { n: most })
          : t('room.poll.choose-many')
        : '';
  const fill = (part: Partial<Begun>) => {
    paper.value = { ...paper.value, ...part };
  };
  const toggle = (option: number) =>
    fill({
      chosen: !several
        ? [option]
        : chosen.includes(option)
          ? chosen.filter((other) => other !== option)
          : [...chosen, option],
    });

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onVote(kind === 'text' ? text.trim() : several ? chosen : chosen[0]!);
      }}
    >
      <fieldset>
        <legend>{poll.text}</legend>
        {meta}
        {hint && <p class="ballot-h">{hint}</p>}
        {kind === 'text' && (
          <label class="field">
            <span class="vh">{t('room.poll.answer')}</span>
            <textarea
              rows={2}
              maxLength={500}
              placeholder={t('room.poll.answer')}
              value={text}
              onInput={(event) => fill({ text: event.currentTarget.value })}
            />
          </label>
        )}
        {kind !== 'text' &&
          poll.options.map((option, index) => {
            const place = chosen.indexOf(index) + 1;
            return (
              <label class={place ? 'ans ans-mine' : 'ans'} key={option}>
                <input
                  type={several ? 'checkbox' : 'radio'}
                  name={poll.id}
                  checked={place > 0}
                  disabled={isFull && !place}
                  onChange={() => toggle(index)}
                />
                <span class="ans-t">{option}</span>
                {kind === 'ranking' && place > 0 && (
                  <span class="ans-n num">
                    <span class="vh">{t('room.poll.place', { n: place })}</span>
                    <span aria-hidden="true">{place}</span>
                  </span>
                )}
              </label>
            );
          })}
      </fieldset>
      <button class="btn" type="submit" disabled={kind === 'text' ? !text.trim() : chosen.length === 0}>
        {t('room.poll.vote')}
      </button>
    </form>
  );
}

function Result({ poll, meta }: { poll: PollView; meta: VNode }) {
  const { kind, right } = poll.rules;
  const tally = poll.tally;
  const percent = tally && shares(poll);
  const mine = poll.choices ?? [poll.choice];
  return (
    <>
      <h2>{poll.text}</h2>
      {meta}
      {poll.written && <p class="ans ans-mine">{poll.written}</p>}
      {poll.options.map((option, index) => {
        const place = mine.indexOf(index) + 1;
        return (
          <p class={place ? 'ans ans-mine' : 'ans'} key={option}>
            {percent && <Share class="ans-bar" percent={percent[index] ?? 0} />}
            {right === index ? (
              <Icon name="check" />
            ) : (
              hasVoted(poll) &&
              kind !== 'text' && (
                <span class={place ? 'ans-own num' : 'ans-none'}>{kind === 'ranking' && place > 0 ? place : ''}</span>
              )
            )}
            <span class="ans-t">
              {option}
              {place > 0 && <span class="vh"> {t('room.poll.yours')}</span>}
              {right === index && <span class="vh"> {t('room.poll.is-right')}</span>}
            </span>
            {percent && (
              <span class="ans-n num">
                {kind === 'ranking' ? t('room.poll.points', { n: tally[index] ?? 0 }) : `${percent[index] ?? 0}%`}
              </span>
            )}
          </p>
        );
      })}
      {right != null && (
        <p class="ballot-f">
          <b>
            {poll.choice === right
              ? t('room.poll.right')
              : t(poll.choice == null ? 'room.poll.right-is' : 'room.poll.wrong', { text: poll.options[right] ?? '' })}
          </b>
        </p>
      )}
    </>
  );
}
