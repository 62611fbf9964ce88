import { useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import { may } from '../../lib/may';
import type { QuestionView, RoomView } from '../../lib/protocol';
import { Key } from '../Keys/Keys';
import { languageName, languages } from './languages';
import type { Mode } from './selection';
import { TextForm } from './TextForm';

interface Props {
  q: QuestionView;
  room: RoomView;
  /** The series' own, when nothing tells what the caller speaks. */
  language: string;
  enabled: boolean;
  mode: Mode;
  onMode: (mode: Mode) => void;
  onBlock: () => void;
  act: (method: string, q: QuestionView, ...args: unknown[]) => Promise<boolean>;
}

/** A caller's question: somebody listens and writes down what it asks, in which language, and who asks. */
export function Recording({ q, room, language, enabled, mode, onMode, onBlock, act }: Props) {
  const form = room.hands?.forms?.find(({ person }) => person === q.desk?.by);
  const [name, setName] = useState(form?.name ?? q.author ?? '');
  const [spoken, setSpoken] = useState(form?.language ?? q.language ?? language);
  const [first] = spoken.split('-');
  const known = languages.find((code) => code === first);
  const begin = () => mode !== 'hear' && onMode('hear');
  const write = (text: string) => {
    const said = name.trim();
    return act('TranscribeQuestion', q, text, said === (q.author ?? '') ? null : said, spoken || null);
  };
  return (
    <div class="inq-r">
      {/* biome-ignore lint/a11y/useMediaCaption: it is written down beside it */}
      <audio controls preload="none" src={`/api/talks/${room.talkId}/questions/${q.id}/recording`} />
      <TextForm
        id={`hear-${q.id}`}
        label={t('studio.q.transcribe')}
        action={t('studio.q.save')}
        onBegin={begin}
        onText={write}
      >
        <div class="inq-who">
          <label>
            {t('studio.screen.name')}
            <input
              class="desk-input"
              maxLength={60}
              value={name}
              autocomplete="off"
              onInput={(event) => {
                setName(event.currentTarget.value);
                begin();
              }}
            />
          </label>
          <label>
            {t('studio.screen.language')}
            <select
              class="desk-input"
              value={known ?? spoken}
              onChange={(event) => {
                setSpoken(event.currentTarget.value);
                begin();
              }}
            >
              <option value="">{t('studio.screen.no-language')}</option>
              {spoken && !known && <option value={spoken}>{languageName(spoken)}</option>}
              {languages.map((code) => (
                <option key={code} value={code}>
                  {languageName(code)}
                </option>
              ))}
            </select>
          </label>
        </div>
      </TextForm>
      {may('moderator') && (
        <p class="inq-b">
          <button class="b b-s b-quiet" type="button" disabled={!enabled} onClick={() => onMode('decline')}>
            {t('studio.q.decline')} <Key of="decline" />
          </button>
          <button class="b b-s b-quiet" type="button" disabled={!enabled} onClick={onBlock}>
            {t('studio.q.block')}
          </button>
        </p>
      )}
    </div>
  );
}
