// What a producer wants to know before she goes live: each item with its reason, and what to do about it.
import { t } from './i18n';
import type { ShelfSound } from './mix';
import type { OutputView, ProgrammeView, RoomView, VoiceView } from './protocol';
import { span } from './time';

export interface Check {
  id: string;
  ok: boolean;
  text: string;
  /** What to do when it is not. */
  advice?: string;
  /** The page where it is done. */
  page?: string;
  /** An output that a test tone can be sent to. */
  test?: string;
}

interface Known {
  room: Pick<RoomView, 'rules'>;
  voices: VoiceView[];
  /** The voices of which something was heard. */
  heard: Set<string>;
  outputs: OutputView[];
  /** An output's name in the page's language. */
  nameOf: (output: OutputView) => string;
  /** What ails it, in the page's language where there are words for it. */
  whyOf: (output: OutputView) => string;
  programme: ProgrammeView | null;
  backup: ShelfSound | undefined;
  /** What the series' last talk went to and this one does not. */
  missed: string[];
  /** Where outputs are set. */
  outputsPage: string;
}

/** LUFS of what players get, and how far from it may be. */
const target = -16;
const tolerance = 3;

const own = new Set(['recording', 'hls', 'mp3', 'bucket']);

/** The list in the order in which a producer goes through it. */
export function preflight(known: Known): Check[] {
  const { room, voices, heard, outputs, nameOf, whyOf, programme, backup, missed, outputsPage } = known;
  const people = voices.filter((voice) => voice.kind !== 'station' && voice.kind !== 'clip');
  return [
    microphones(people, heard),
    voices.some((voice) => voice.onAir)
      ? fine('seat', t('studio.check.seat'))
      : wrong('seat', t('studio.check.no-seat'), t('studio.check.do.seat')),
    loudness(programme),
    backup
      ? fine('backup', t('studio.check.backup', { name: backup.name, time: span(backup.seconds) }))
      : wrong('backup', t('studio.check.no-backup'), t('studio.check.do.backup')),
    recording(room, outputs),
    ...outputs
      .filter((output) => !own.has(output.kind))
      .map((output) =>
        output.kind === 'station'
          ? line(output, nameOf(output))
          : place(output, nameOf(output), whyOf(output), outputsPage),
      ),
    ...(missed.length > 0
      ? [
          {
            ...wrong('missed', t('studio.check.missed', { names: missed.join(', ') }), t('studio.check.do.missed')),
            page: outputsPage,
          },
        ]
      : []),
  ];
}

function microphones(people: VoiceView[], heard: Set<string>): Check {
  const here = people.filter((voice) => voice.connected);
  if (here.length === 0) return wrong('voice', t('studio.check.no-voice'), t('studio.check.do.voice'));
  const dumb = here.filter((voice) => !heard.has(voice.id));
  if (dumb.length === 0) return fine('voice', t('studio.check.voices', { n: here.length }));
  const names = dumb.map((voice) => voice.name).join(', ');
  return wrong('voice', t('studio.check.not-heard', { names }), t('studio.check.do.speak'));
}

function loudness(programme: ProgrammeView | null): Check {
  const loud = programme?.web.shortTerm ?? -120;
  if (loud <= -70) return wrong('loud', t('studio.check.no-loud'), t('studio.check.do.loud'));
  const off = Math.abs(loud - target);
  const args = { n: Math.max(1, Math.round(off)), target: `−${-target}` };
  return off <= tolerance
    ? fine('loud', t('studio.check.loud', args))
    : wrong('loud', t('studio.check.loud-off', args), t('studio.check.do.gain'));
}

/** Its disk was tried with a file of its own: what was not tried is not ready. */
function recording({ rules }: Known['room'], outputs: OutputView[]): Check {
  if (rules?.notRecorded) return fine('rec', t('studio.check.not-recorded'));
  const found = outputs.find((output) => output.kind === 'recording');
  if (found?.reason)
    return wrong('rec', t('studio.check.rec-trouble', { reason: found.reason }), t('studio.check.do.rec'));
  return found?.state === 'ready' || found?.state === 'running'
    ? fine('rec', t('studio.check.rec'))
    : wrong('rec', t('studio.check.rec-untried'), t('studio.check.do.wait'));
}

/** A place that is sent to from the first second on air, as it was tried before. */
function place(output: OutputView, name: string, why: string, page: string): Check {
  const id = `out ${output.id ?? output.name}`;
  switch (output.state) {
    case 'ready':
    case 'running':
      return fine(id, t('studio.check.output-ready', { name }));
    case 'reachable':
      return fine(id, t('studio.check.output-answers', { name }));
    case 'unready':
    case 'retrying':
      return { ...wrong(id, t('studio.check.output-unready', { name, why }), t('studio.check.do.output')), page };
    default:
      return wrong(id, t('studio.check.output-untried', { name }), t('studio.check.do.wait'));
  }
}

/** A station's line is up when it answers, and heard back when it sent our own test tone back: any other sound proves nothing. */
function line(output: OutputView, name: string): Check {
  const id = `out ${output.id ?? output.name}`;
  if (output.code === 'station.waiting')
    return wrong(id, t('studio.check.not-called', { name }), t('studio.check.do.wait'));
  if (output.state === 'retrying' || (output.state === 'stopped' && output.reason))
    return wrong(id, t('studio.check.output-down', { name }), output.reason ?? undefined);
  if (output.state !== 'running') return wrong(id, t('studio.check.calling', { name }), t('studio.check.do.wait'));
  const test = output.id ?? undefined;
  return output.heardBack
    ? { ...fine(id, t('studio.check.heard-back', { name })), test }
    : { ...wrong(id, t('studio.check.line-up', { name }), t('studio.check.do.test')), test };
}

const fine = (id: string, text: string): Check => ({ id, ok: true, text });
const wrong = (id: string, text: string, advice?: string): Check => ({ id, ok: false, text, advice });
