import { t } from '../../lib/i18n';
import type { OutputView } from '../../lib/protocol';

/** Where the sound goes, and what is wrong where it does not. */
export function OutputBar({ outputs }: { outputs: OutputView[] }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls sideways on a phone and must be reachable by keys
    <section class="outs" tabIndex={0} aria-label={t('studio.outputs')}>
      {outputs.length === 0 && <span class="p-sub">{t('studio.no-outputs')}</span>}
      {outputs.map((output) => (
        <span class={`out ${tone(output)}`} key={`${output.kind} ${output.name}`}>
          <b>{output.name}</b>
          <span>
            {label(output.state)}
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

function label(state: string): string {
  const key = `studio.output.${state}`;
  const text = t(key);
  return text === key ? state : text;
}
