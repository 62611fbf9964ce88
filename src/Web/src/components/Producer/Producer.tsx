import { useState } from 'preact/hooks';
import { call } from '../../lib/api';
import { t } from '../../lib/i18n';
import { may } from '../../lib/may';
import { explain } from '../../lib/refusals';
import { Icon } from '../Icon/Icon';
import { PhoneDigits } from './PhoneDigits';

/** How voices come in, and where the sound goes besides. */
export function Ways({ talkId, slug, phone }: { talkId: string; slug: string; phone?: string | null }) {
  return (
    <>
      <section class="prod" aria-labelledby="h-mic">
        <h2 id="h-mic">{t('studio.my-mic')}</h2>
        <p class="prod-help">{t('studio.my-mic-help')}</p>
        <a class="b" href={`/studio/${slug}/mic`} target="_blank" rel="noopener">
          <Icon name="mic" />
          {t('studio.my-mic-open')}
        </a>
      </section>
      {may('host') && <PhoneDigits talkId={talkId} phone={phone} />}
      {may('host') && <Invite talkId={talkId} />}
      <Station talkId={talkId} />
    </>
  );
}

/** A speaker's own link to the backstage. */
function Invite({ talkId }: { talkId: string }) {
  const [name, setName] = useState('');
  const [made, setMade] = useState<{ name: string; link: string } | null>(null);
  const [error, setError] = useState('');
  const [copied, setCopied] = useState(false);
  const invite = async (event: Event) => {
    event.preventDefault();
    setError('');
    try {
      const { link } = await call<{ link: string }>('POST', `/api/talks/${talkId}/speakers`, { name: name.trim() });
      setMade({ name: name.trim(), link });
      setCopied(false);
      setName('');
    } catch (refusal) {
      setError(explain(refusal));
    }
  };
  return (
    <section class="prod" aria-labelledby="h-invite">
      <h2 id="h-invite">{t('studio.invite')}</h2>
      <form onSubmit={(event) => void invite(event)}>
        <label class="prod-help" for="invite">
          {t('studio.invite-name')}
        </label>
        <div class="prod-row">
          <input
            class="desk-input"
            id="invite"
            maxLength={80}
            value={name}
            onInput={(event) => setName(event.currentTarget.value)}
          />
          <button class="b" type="submit" disabled={!name.trim()}>
            {t('studio.invite-make')}
          </button>
        </div>
      </form>
      {error && <p role="alert">{error}</p>}
      {made && (
        <div class="prod-link" role="status">
          <p>{t('studio.invite-for', { name: made.name })}</p>
          <code>{made.link}</code>
          {navigator.clipboard && (
            <button
              class="b b-s"
              type="button"
              onClick={() =>
                void navigator.clipboard.writeText(made.link).then(
                  () => setCopied(true),
                  () => setError(t('studio.copy-failed')),
                )
              }
            >
              {t(copied ? 'studio.copied' : 'studio.copy')}
            </button>
          )}
        </div>
      )}
    </section>
  );
}

/** A radio station's line: we dial it, it hears the programme and may talk back. */
function Station({ talkId }: { talkId: string }) {
  const [uri, setUri] = useState('');
  const [said, setSaid] = useState('');
  const add = async (event: Event) => {
    event.preventDefault();
    const name = uri.trim().replace(/^(sips?|tel):/, '');
    const address = /^(sips?|tel):/.test(uri.trim()) ? uri.trim() : `sip:${name}`;
    try {
      await call('POST', `/api/talks/${talkId}/outputs`, {
        kind: 'station',
        name: name.slice(0, 80),
        uri: address,
        codec: 'g722',
      });
      setUri('');
      setSaid(t('studio.station-added'));
    } catch (refusal) {
      setSaid(explain(refusal));
    }
  };
  return (
    <section class="prod" aria-labelledby="h-station">
      <h2 id="h-station">{t('studio.station')}</h2>
      <form onSubmit={(event) => void add(event)}>
        <label class="prod-help" for="station">
          {t('studio.station-address')}
        </label>
        <div class="prod-row">
          <input
            class="desk-input"
            id="station"
            placeholder="sip:studio@station.example"
            maxLength={300}
            value={uri}
            onInput={(event) => setUri(event.currentTarget.value)}
          />
          <button class="b" type="submit" disabled={!uri.trim()}>
            {t('studio.station-add')}
          </button>
        </div>
      </form>
      <p class="prod-help" role="status">
        {said}
      </p>
    </section>
  );
}
