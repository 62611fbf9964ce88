import { useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import type { ScreeningView } from '../../lib/people';
import type { Send } from '../../lib/send';
import { languageName, languages } from '../Moderation/languages';

interface Props {
  person: string;
  form: ScreeningView | undefined;
  enabled: boolean;
  send: Send;
  onDone: () => void;
}

/** What a screener learns of somebody before she is heard: who, from where, about what, in which language. */
export function Screening({ person, form, enabled, send, onDone }: Props) {
  const [name, setName] = useState(form?.name ?? '');
  const [place, setPlace] = useState(form?.place ?? '');
  const [topic, setTopic] = useState(form?.topic ?? '');
  const [spoken, setSpoken] = useState(form?.language ?? '');
  const save = async (event: Event) => {
    event.preventDefault();
    const said = (text: string) => text.trim() || null;
    const answer = await send('NoteCaller', person, said(name), said(place), said(topic), spoken || null);
    if (answer !== undefined) onDone();
  };
  const field = (label: string, value: string, most: number, set: (text: string) => void, wide = false) => (
    <label class={wide ? 'screen-w' : undefined}>
      {t(label)}
      <input
        class="desk-input"
        maxLength={most}
        value={value}
        onInput={(event) => set(event.currentTarget.value)}
        autocomplete="off"
      />
    </label>
  );
  return (
    <form class="screening" onSubmit={(event) => void save(event)}>
      {field('studio.screen.name', name, 60, setName)}
      {field('studio.screen.place', place, 60, setPlace)}
      {field('studio.screen.topic', topic, 140, setTopic, true)}
      <label>
        {t('studio.screen.language')}
        <select class="desk-input" value={spoken} onChange={(event) => setSpoken(event.currentTarget.value)}>
          <option value="">{t('studio.screen.no-language')}</option>
          {languages.map((code) => (
            <option key={code} value={code}>
              {languageName(code)}
            </option>
          ))}
        </select>
      </label>
      <button class="b b-s b-ok" type="submit" disabled={!enabled}>
        {t('studio.q.save')}
      </button>
    </form>
  );
}
