import { t } from '../../lib/i18n';
import type { OutputView } from '../../lib/protocol';

/** Where the sound goes, and what is wrong where it does not. */
export function OutputBar({ outputs }: { outputs: OutputView[] }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls sideways on a phone and must be reachable by keys
    <section class="outs" tabIndex={0} aria-label={t('studio.outputs')}>
      {outputs.length === 0 && <span class="p-sub">{t('studio.no-outputs')}</span>}
      {outputs.map((output, index) => (
        <span class={`out ${tone(output)}`} key={index}>
          <b>{name(output)}</b>
          <span>
            {said(`studio.output.${output.state}`, output.state)}
            {output.reason && `: ${output.reason}`}
          </span>
        </span>
      ))}
    </section>
  );
}

const tone = (output: OutputView) =>
  output.state === 'running'
    ? output.kind === 'recording'
      ? 'out-rec'
      : 'out-ok'
    : output.state === 'stopped' && !output.reason
      ? ''
      : 'out-warn';

/** Our own outputs have a name in each language, stations and radio mounts the one that somebody gave them. */
export const name = (output: OutputView) => said(`studio.out.${output.kind}`, output.name);

function said(key: string, otherwise: string): string {
  const text = t(key);
  return text === key ? otherwise : text;
}
