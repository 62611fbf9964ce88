// Makes the room's HTML live. It is loaded after the sound; until it has joined, the page's own forms work.
import { effect, signal } from '@preact/signals';
import { render, type VNode } from 'preact';
import { Rewind } from '../components/Rewind/Rewind';
import { type Episode, Room } from '../components/Room/Room';
import { Stage } from '../components/Stage/Stage';
import { carryOver, outcome, untilFree } from '../lib/carry-over';
import { Hand } from '../lib/hand';
import { t } from '../lib/i18n';
import { keepFocus } from '../lib/keep-focus';
import { moreTexts } from '../lib/more-texts';
import { TalkLink } from '../lib/talk-link';

const episode = JSON.parse(document.getElementById('episode')!.textContent!) as Episode;
const spoken = signal(false); // the room's words are there
void moreTexts(episode.texts).then(() => {
  spoken.value = true;
});
const link = new TalkLink(episode.talkId, true);
const hand = new Hand(link);

const people = document.querySelector<HTMLElement>('#people');
const phase = document.querySelector<HTMLElement>('#phase');
const running = document.querySelector<HTMLElement>('#running');
const station = document.querySelector('.brand b')?.textContent;

effect(() => {
  if (people && link.room.value && spoken.value) people.textContent = t('room.people', { n: link.people.value });
});
effect(() => {
  const room = link.room.value;
  if (!room || !phase || !spoken.value) return;
  const isLive = room.phase === 'live';
  phase.textContent = t(`room.phase.${room.phase}`);
  phase.className = isLive ? 'pill pill-live' : 'pill';
  document.title = `${phase.textContent}: ${room.title} – ${station}`;
  if (running) running.dataset.since = (isLive && room.liveAt) || ''; // counted by the player's script
});

const deck = document.querySelector<HTMLElement>('#deck');
const toLive = document.querySelector('#to-live');
effect(() => {
  if (!deck || !toLive || !spoken.value) return;
  const keys = document.createElement('span');
  keys.style.display = 'contents'; // they stand among the others
  toLive.before(keys);
  render(<Rewind deck={deck} />, keys);
});

// A keyboard that covers the page instead of making it smaller (iOS) lifts the bar.
const seen = window.visualViewport;
seen?.addEventListener('resize', () => {
  const covered = innerHeight - seen.height - seen.offsetTop;
  document.body.style.setProperty('--keyboard', `${seen.scale > 1 ? 0 : Math.max(0, Math.round(covered))}px`);
});

const joined = effect(() => {
  if (!link.room.value || !spoken.value) return;
  queueMicrotask(() => {
    joined();
    void take('stage', () => <Stage link={link} episode={episode} />);
    void take('room', () => <Room link={link} episode={episode} hand={hand} />);
  });
});

/** Draws a part of the page anew, with what was begun in it. */
async function take(id: string, view: () => VNode): Promise<void> {
  const root = document.getElementById(id);
  if (!root) return;
  await untilFree(root);
  const back = carryOver(root, link.draft, episode.name);
  episode.outcome ??= outcome(root);
  root.textContent = '';
  keepFocus(root);
  render(view(), root);
  back();
}

// Attendees get their cookie with the page. When the database was away then, asking for the page again makes up for it.
const known = document.body.hasAttribute('data-known')
  ? Promise.resolve()
  : fetch(location.href, { headers: { accept: 'text/html' } }).then(
      () => {},
      () => {},
    );
void known.then(() => link.run());
