import type { ComponentChildren } from 'preact';
import { t } from '../../lib/i18n';
import { may } from '../../lib/may';
import type { GuardView } from '../../lib/mix';
import { Icon } from '../Icon/Icon';
import { Key } from '../Keys/Keys';

interface Props {
  guard: GuardView | null;
  /** Nothing is heard, as the meter says. */
  silent: boolean;
  /** There is a bed to play. */
  onBackup?: () => void;
  onPurpose: () => void;
  /** What silences the tone. */
  children?: ComponentChildren;
}

/** Silence on air, and what the guard makes of it; what can be done stands beside it. */
export function Guard({ guard, silent, onBackup, onPurpose, children }: Props) {
  const state = guard ? guard.state : silent ? 'warning' : 'ok';
  if (state === 'idle' || state === 'ok') return null;
  const left = guard?.secondsToGo;
  if (state === 'quiet')
    return (
      <div class="desk-alarm desk-over" role="status">
        <Icon name="clock" />
        <p class="num">{t('studio.guard.quiet', { n: left ?? 0 })}</p>
      </div>
    );
  const seconds = guard?.silentSeconds ?? 0;
  return (
    <div class="desk-alarm" role="alert">
      <Icon name="warn" />
      <p class="num">
        <b>
          {state === 'filling'
            ? t('studio.guard.plays', { name: guard?.sound ?? t('studio.backup') })
            : guard
              ? t('studio.guard.silent', { n: seconds })
              : t('studio.alarm-silence')}
        </b>{' '}
        {state === 'filling'
          ? left != null
            ? t('studio.guard.back', { n: left })
            : t(`studio.guard.cause.${guard?.cause ?? 'silence'}`)
          : left != null
            ? t('studio.guard.begins', { n: left })
            : t('studio.alarm-check')}
      </p>
      {children}
      {may('producer') && (
        <>
          {state === 'warning' && onBackup && (
            <button class="b b-live" type="button" onClick={onBackup}>
              {t('studio.guard.play')} <Key of="backup" />
            </button>
          )}
          <button class="b" type="button" onClick={onPurpose}>
            {t('studio.guard.purpose')}
          </button>
        </>
      )}
    </div>
  );
}
