// The studio's desk. It has no use without scripts: the page says so in its place.
import { effect } from '@preact/signals';
import { render } from 'preact';
import { Desk } from '../components/Desk/Desk';
import type { DeskEpisode } from '../components/DeskBar/DeskBar';
import { t } from '../lib/i18n';
import { keepFocus } from '../lib/keep-focus';
import { may } from '../lib/may';
import { Shelf } from '../lib/shelf';
import { StudioSignals } from '../lib/studio-link';
import { TalkLink } from '../lib/talk-link';
import { now, span } from '../lib/time';
import { Monitor } from '../lib/whep';

const episode = JSON.parse(document.getElementById('episode')!.textContent!) as DeskEpisode & { phone?: string | null };
const root = document.getElementById('desk')!;
const link = new TalkLink(episode.talkId);
const signals = new StudioSignals(link);
const shelf = new Shelf(episode.seriesId);
const monitor = new Monitor(episode.talkId);

const joined = effect(() => {
  if (!link.room.value) return;
  queueMicrotask(() => {
    joined();
    root.textContent = '';
    keepFocus(root);
    render(
      <Desk link={link} signals={signals} monitor={monitor} shelf={shelf} episode={episode} phone={episode.phone} />,
      root,
    );
  });
});

// The tab says what is on air, and for how long.
setInterval(() => {
  const room = link.room.value;
  if (!room) return;
  const state =
    room.phase === 'live' && room.liveAt
      ? `${t('studio.on-air')} ${span((now() - Date.parse(room.liveAt)) / 1000)}`
      : t('studio.off-air');
  document.title = `${state} – ${room.title}`;
}, 1000);

// A desk without its cart is still a desk.
if (may('producer')) shelf.load().catch(() => {});
void link.run();
