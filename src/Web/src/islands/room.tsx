// Makes the room's HTML live. It is loaded after the sound; until it has joined, the page's own forms work.
import { effect, signal } from '@preact/signals';
import { render } from 'preact';
import { type Episode, Room } from '../components/Room/Room';
import { Stage } from '../components/Stage/Stage';
import { Hand } from '../lib/hand';
import { moreTexts, t } from '../lib/i18n';
import { keepFocus } from '../lib/keep-focus';
import { TalkLink } from '../lib/talk-link';
import { now, span } from '../lib/time';

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

effect(() => {
  if (people && link.room.value && spoken.value) people.textContent = t('room.people', { n: link.people.value });
});
effect(() => {
  const room = link.room.value;
  if (!room || !phase || !spoken.value) return;
  phase.textContent = t(`room.phase.${room.phase}`);
  phase.className = room.phase === 'live' ? 'pill pill-live' : 'pill';
});
setInterval(() => {
  const since = link.room.peek()?.liveAt;
  if (running && since && link.room.peek()?.phase === 'live')
    running.textContent = span((now() - Date.parse(since)) / 1000);
}, 1000);

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
    for (const [id, view] of [
      ['room', <Room link={link} episode={episode} hand={hand} key="room" />],
      ['stage', <Stage link={link} episode={episode} key="stage" />],
    ] as const) {
      const root = document.getElementById(id);
      if (!root) continue;
      root.textContent = '';
      keepFocus(root);
      render(view, root);
    }
  });
});

// Attendees get their cookie with the page. When the database was away then, asking for the page again makes up for it.
const known = document.body.hasAttribute('data-known')
  ? Promise.resolve()
  : fetch(location.href, { headers: { accept: 'text/html' } }).then(
      () => {},
      () => {},
    );
void known.then(() => link.run());
