import { useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import type { KeyName } from '../../lib/keys';
import { Icon } from '../Icon/Icon';
import { Key } from '../Keys/Keys';
import type { ItemProps } from './Item';

/** What can be done, the likeliest first; the rest behind three dots. */
export function Actions({ q, room, enabled, settable, onMode, onBlock, act }: ItemProps & { onBlock: () => void }) {
  const [more, setMore] = useState(false);
  const button = (text: string, does: () => void, on = enabled, key?: KeyName, main = false) => (
    <button class={main ? 'b b-s b-ok' : 'b b-s b-quiet'} type="button" disabled={!on} onClick={does}>
      {t(`studio.q.${text}`)} {key && <Key of={key} />}
    </button>
  );
  const over = room.phase === 'ended';
  const approve = () => void act('ApproveQuestion', q);
  const next = (main = false) => button('next', () => void act('PutNext', q, null), enabled, 'answer', main);
  const start = (text: string) => button(text, () => void act('StartAnswer', q));
  const write = button('write-short', () => onMode('write'), settable);
  const block = button('block', onBlock);
  // It was answered by voice, and nobody marked when: that can be told as long as the programme lasts, and after it.
  const times = room.liveAt && button(q.answeringAt ? 'times' : 'was-answered', () => onMode('times'), settable);

  if (q.state === 'merged')
    return (
      <p class="inq-b">
        {button('split', () => void act('SplitQuestion', q))}
        {block}
      </p>
    );
  if (q.state === 'declined')
    return (
      <p class="inq-b">
        {button('approve', approve, enabled, 'approve')}
        {block}
      </p>
    );
  if (q.state === 'answered')
    return (
      <p class="inq-b">
        {!over && start(q.answeringAt ? 'answer-again' : 'answer')}
        {times}
        {write}
        {block}
      </p>
    );
  if (over)
    return (
      <p class="inq-b">
        {times}
        {write}
      </p>
    );
  const open = q.state === 'asked' || q.state === 'approved';
  const unread = q.state === 'asked' || q.desk?.unread === true;
  return (
    <>
      <p class="inq-b">
        {(unread || !open) && button('approve', approve, enabled, 'approve', unread)}
        {next(!unread)}
        {open && button('decline', () => onMode('decline'), enabled, 'decline')}
        {!open && write}
        <button
          class="b b-s b-quiet b-icon"
          type="button"
          aria-expanded={more}
          aria-label={t('studio.q.more')}
          title={t('studio.q.more')}
          onClick={() => setMore(!more)}
        >
          <Icon name="dots" />
        </button>
      </p>
      {more && (
        <p class="inq-b">
          {start('answer')}
          {times}
          {open && write}
          {button('reword-short', () => onMode('reword'))}
          {button('merge', () => onMode('merge'))}
          {open && button('later', () => void act('DeferQuestion', q))}
          {!unread && button(q.pinned ? 'unpin' : 'pin', () => void act('PinQuestion', q, !q.pinned))}
          {button('labels', () => onMode('labels'))}
          {block}
        </p>
      )}
    </>
  );
}
