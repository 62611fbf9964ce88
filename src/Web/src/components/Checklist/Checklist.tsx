import { useState } from 'preact/hooks';
import { call } from '../../lib/api';
import { t } from '../../lib/i18n';
import type { Check } from '../../lib/preflight';
import { explain } from '../../lib/refusals';
import { Icon } from '../Icon/Icon';

/** Before the talk goes live: what is ready, what is not, why, and what to do. */
export function Checklist({ checks, talkId }: { checks: Check[]; talkId: string }) {
  const done = checks.filter((check) => check.ok).length;
  return (
    <section class="pre" aria-labelledby="h-pre">
      <h3 id="h-pre">
        {t('studio.before-live')}{' '}
        <span class="pre-n num" data-ok={done === checks.length}>
          {t('studio.ready-of', { n: done, all: checks.length })}
        </span>
      </h3>
      <Again talkId={talkId} />
      <ul>
        {checks.map((check) => (
          <li key={check.id} data-ok={check.ok}>
            <Icon name={check.ok ? 'check' : 'warn'} />
            <span>
              {check.text}
              {!check.ok && <span class="vh"> {t('studio.not-yet')}</span>}
              {!check.ok && check.advice && (
                <span class="pre-do">
                  {' '}
                  {check.page ? (
                    <a class="lnk" href={check.page} target="_blank" rel="noopener">
                      {check.advice}
                    </a>
                  ) : (
                    check.advice
                  )}
                </span>
              )}
            </span>
            {check.test && <Test talkId={talkId} output={check.test} />}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Tries at once what is tried now and then: after somebody mended it. */
function Again({ talkId }: { talkId: string }) {
  const [said, say] = useState('');
  const ask = () =>
    call('POST', `/api/talks/${talkId}/outputs/probe`).then(
      () => say(t('studio.check.trying')),
      (refusal: unknown) => say(explain(refusal)),
    );
  return (
    <p class="pre-again">
      <button class="lnk" type="button" onClick={() => void ask()}>
        {t('studio.check.again')}
      </button>{' '}
      <span role="status">{said}</span>
    </p>
  );
}

/** Sends a test tone down a station's line, so that it can be heard there and comes back. */
function Test({ talkId, output }: { talkId: string; output: string }) {
  const [said, say] = useState('');
  const test = () =>
    call('POST', `/api/talks/${talkId}/outputs/${output}/test`).then(
      () => say(t('studio.check.tested')),
      (refusal: unknown) => say(explain(refusal)),
    );
  return (
    <>
      <button class="lnk" type="button" onClick={() => void test()}>
        {t('studio.check.test')}
      </button>
      <span class="vh" role="status">
        {said}
      </span>
    </>
  );
}
