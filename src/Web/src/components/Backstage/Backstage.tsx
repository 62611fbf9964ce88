import { useEffect, useRef, useState } from 'preact/hooks';
import type { Refusal } from '../../lib/command-queue';
import type { CrewNotes } from '../../lib/crew';
import { t } from '../../lib/i18n';
import { useLate } from '../../lib/late';
import type { Seat } from '../../lib/people';
import { explain } from '../../lib/refusals';
import { type Sorted, sortQuestions } from '../../lib/room-state';
import type { TalkLink } from '../../lib/talk-link';
import type { Monitor } from '../../lib/whep';
import type { Voice } from '../../lib/whip';
import { Crew } from '../Crew/Crew';
import { Icon } from '../Icon/Icon';
import { Notice } from '../Notice/Notice';
import { SendSlides } from '../SlidesPanel/SendSlides';
import { Headphones, Network } from './Checks';
import { Hosting, State, standingOf } from './State';

/** What the page knows of the talk and of who came. */
export interface Place {
  talkId: string;
  slug: string;
  name: string;
  when: string;
  language: string;
}

interface Props {
  link: TalkLink;
  voice: Voice;
  monitor: Monitor;
  seat: Seat;
  crew: CrewNotes;
  place: Place;
}

/** A speaker's own place: check the microphone, wait, be heard. It says in large words which one it is. */
export function Backstage({ link, voice, monitor, seat, crew, place }: Props) {
  const room = link.room.value;
  const [headphones, setHeadphones] = useState(true);
  const late = useLate(link.state.value !== 'live', 2000);
  const standing = standingOf(
    room?.phase,
    seat,
    voice.muted.value,
    voice.line.value === 'connected',
    link.state.value === 'denied' || late,
  );
  const heard = seat.onAir && room?.phase === 'live';
  const onAir = heard && !seat.muted;
  useEffect(() => {
    if (onAir) void voice.goOnAir();
  }, [onAir, voice]);

  const start = async () => {
    await voice.open(headphones);
    if (voice.microphone.value !== 'ready') return;
    voice.connect();
    await monitor.start();
  };
  const ready = voice.microphone.value === 'ready';
  const connected = voice.line.value === 'connected';
  const questions = room ? sortQuestions(room) : null;

  return (
    <>
      <State standing={standing} seat={seat} voice={voice} denied={link.state.value === 'denied'} />
      {seat.hosts && <Hosting slug={place.slug} />}
      <div class="page page-split">
        <div class="page-head">
          <h1 lang={place.language}>{room?.title}</h1>
          <p class="kicker">
            <span>{t('backstage.you', { name: place.name })}</span>
            <b>{place.when}</b>
          </p>
        </div>
        <div class="steps">
          {room?.phase === 'ended' && (
            <Notice icon="check">
              <p>{t('backstage.over')}</p>
            </Notice>
          )}
          {!ready && room?.phase !== 'ended' && (
            <section class="card">
              <h2>{t('backstage.check')}</h2>
              <p>{t(room?.rules?.notRecorded ? 'backstage.consent.not-recorded' : 'backstage.consent')}</p>
              <label class="check">
                <input
                  type="checkbox"
                  checked={headphones}
                  onChange={(event) => setHeadphones(event.currentTarget.checked)}
                />
                <span>{t('backstage.headphones')}</span>
              </label>
              {!headphones && (
                <Notice icon="headset" kind="warn">
                  <p>{t('backstage.echo')}</p>
                </Notice>
              )}
              {(voice.microphone.value === 'denied' || voice.microphone.value === 'missing') && (
                <Notice icon="warn" kind="danger">
                  <p>{t(`backstage.${voice.microphone.value}`)}</p>
                </Notice>
              )}
              <button
                class="btn btn-accent"
                type="button"
                disabled={voice.microphone.value === 'asking'}
                onClick={() => void start()}
              >
                <Icon name="mic" />
                {t('backstage.start')}
              </button>
              <p class="field-help">{t('backstage.cost')}</p>
            </section>
          )}
          {ready && (
            <section class="card">
              <h2>{t('backstage.mic')}</h2>
              <Level voice={voice} />
              <p class="field-help">{t(voice.muted.value ? 'backstage.mic-muted' : 'backstage.mic-help')}</p>
              <p class="line" data-ok={connected} role="status">
                {t(`backstage.line.${voice.line.value}`)}
              </p>
              <Refused why={voice.refusal.value} onAgain={() => voice.connect()} />
              <p class="line" data-ok={monitor.connected.value} role="status">
                {t(monitor.connected.value ? 'backstage.hearing' : 'backstage.hearing-not')}
              </p>
              <Refused why={monitor.refusal.value} onAgain={() => void monitor.start()} />
              <Network voice={voice} />
              {!onAir && <Headphones voice={voice} />}
              <p class="btn-row">
                {seat.onAir && seat.muted ? (
                  <AskToSpeak link={link} />
                ) : (
                  <button
                    class="btn btn-ghost"
                    type="button"
                    aria-pressed={voice.muted.value}
                    onClick={() => voice.toggleMute()}
                  >
                    <Icon name={voice.muted.value ? 'micoff' : 'mic'} />
                    {t(voice.muted.value ? 'backstage.unmute' : 'backstage.mute')}
                  </button>
                )}
                <button
                  class="btn btn-danger"
                  type="button"
                  onClick={() => {
                    voice.leave();
                    monitor.stop();
                  }}
                >
                  {t('backstage.leave')}
                </button>
              </p>
            </section>
          )}
        </div>
        <div class="aside">
          {room && room.phase !== 'ended' && <Notes link={link} crew={crew} />}
          {questions && <Questions {...questions} />}
          {room && room.phase !== 'ended' && (
            <section class="section" aria-labelledby="h-slides">
              <h2 id="h-slides">{t('studio.slides')}</h2>
              <SendSlides talkId={place.talkId} look="btn btn-ghost" />
            </section>
          )}
        </div>
      </div>
    </>
  );
}

/** What the crew writes to her, and she to the crew. */
function Notes({ link, crew }: { link: TalkLink; crew: CrewNotes }) {
  const [error, setError] = useState('');
  const write = (text: string) =>
    link.send('WriteCrewNote', text).then(
      () => {
        setError('');
        return true;
      },
      (refusal: unknown) => {
        setError(explain(refusal));
        return false;
      },
    );
  return (
    <div class="card field">
      <Crew notes={crew.notes.value} enabled={link.state.value === 'live'} onWrite={write} />
      {crew.notes.value.length === 0 && <p class="field-help">{t('backstage.crew-none')}</p>}
      {error && <p role="alert">{error}</p>}
    </div>
  );
}

/** What the audience asks: what is answered, what comes after it, and what is wanted most. */
function Questions(questions: Sorted) {
  return (
    <section class="section" aria-labelledby="h-next">
      <h2 id="h-next">{t('backstage.questions')}</h2>
      {questions.answering.length + questions.next.length + questions.waiting.length === 0 && (
        <p class="empty">{t('backstage.no-questions')}</p>
      )}
      <ol class="next">
        {questions.answering.map((q) => (
          <li key={q.id}>
            <span class="pill pill-live">{t('room.q.answering')}</span> <b lang={q.language ?? undefined}>{q.text}</b>
          </li>
        ))}
        {questions.next.map((q) => (
          <li key={q.id}>
            <span class="pill">{t('room.q.next')}</span> <span lang={q.language ?? undefined}>{q.text}</span>
          </li>
        ))}
        {questions.waiting.slice(0, 5).map((q) => (
          <li key={q.id}>
            <span lang={q.language ?? undefined}>{q.text}</span>{' '}
            <span class="field-help num">{t('room.poll.votes', { n: q.votes })}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** Why the server took a line not, and once more. */
function Refused({ why, onAgain }: { why: Refusal | null; onAgain: () => void }) {
  if (!why) return null;
  return (
    <Notice icon="warn" kind="danger">
      <p>{explain(why)}</p>
      <p>
        <button class="btn btn-ghost" type="button" onClick={onAgain}>
          {t('backstage.retry')}
        </button>
      </p>
    </Notice>
  );
}

function Level({ voice }: { voice: Voice }) {
  const bar = useRef<HTMLElement>(null);
  useEffect(() => {
    voice.onLevel = (level) => bar.current?.style.setProperty('--share', (level / 100).toFixed(2));
    return () => {
      voice.onLevel = () => {};
    };
  }, [voice]);
  return (
    <div class="miclv" role="img" aria-label={t('backstage.level')}>
      <i ref={bar} />
    </div>
  );
}

/** Nobody takes the host's mute off herself. */
function AskToSpeak({ link }: { link: TalkLink }) {
  const [said, say] = useState<{ text: string; done: boolean } | null>(null);
  const ask = () =>
    link.send('AskToSpeak').then(
      () => say({ text: t('backstage.asked'), done: true }),
      (refusal: unknown) => say({ text: explain(refusal), done: false }),
    );
  return (
    <>
      <span role="status">{said?.text}</span>
      {!said?.done && (
        <button class="btn" type="button" onClick={() => void ask()}>
          <Icon name="hand" />
          {t('backstage.ask')}
        </button>
      )}
    </>
  );
}
