import { t } from '../../lib/i18n';
import type { OutputView } from '../../lib/protocol';
import { span } from '../../lib/time';
import { useNow } from '../../lib/use-now';

/** Where the sound goes, since when, to how many; and what is wrong where it does not. */
export function OutputBar({ outputs }: { outputs: OutputView[] }) {
  const time = useNow();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls sideways on a phone and must be reachable by keys
    <section class="outs" tabIndex={0} aria-label={t('studio.outputs')}>
      {outputs.length === 0 && <span class="p-sub">{t('studio.no-outputs')}</span>}
      {outputs.map((output, index) => (
        <span class={`out ${tone(output)}`} key={output.id ?? index}>
          <b>{name(output)}</b>
          <span class="num">{words(output, time)}</span>
        </span>
      ))}
    </section>
  );
}

function words(output: OutputView, time: number): string {
  const running = output.state === 'running';
  const since = output.since ? Math.max(0, (time - Date.parse(output.since)) / 1000) : null;
  return [
    running && since !== null
      ? t('studio.output.up', { time: span(since) })
      : output.state === 'retrying' && output.tries
        ? t('studio.output.try', { n: output.tries })
        : said(`studio.output.${output.state}`, output.state),
    output.listeners != null && t('studio.output.listeners', { n: output.listeners }),
    output.onBackup && t('studio.output.backup'),
    why(output),
  ]
    .filter(Boolean)
    .join(', ');
}

const tone = (output: OutputView) =>
  output.state === 'running'
    ? output.reason || output.onBackup
      ? 'out-warn'
      : output.kind === 'recording'
        ? 'out-rec'
        : 'out-ok'
    : quiet.has(output.state) && !output.reason
      ? ''
      : 'out-warn';

/** States in which an output is not heard, and nothing is wrong with that. */
const quiet = new Set(['stopped', 'probing', 'ready', 'reachable', 'waiting']);

/** Our own outputs have a name in each language, stations and radio mounts the one that somebody gave them. */
export const name = (output: OutputView) => said(`studio.out.${output.kind}`, output.name);

/** What ails an output, in the page's language where there are words for it. */
export const why = (output: OutputView) =>
  (output.code && said(`studio.out-code.${output.code.replace(/^output\./, '')}`, output.reason ?? '')) ||
  (output.reason ?? '');

function said(key: string, otherwise: string): string {
  const text = t(key);
  return text === key ? otherwise : text;
}
