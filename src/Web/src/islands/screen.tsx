// The projector's page: it follows the room as any attendee, and shows one thing in large type.
import { effect } from '@preact/signals';
import { render } from 'preact';
import { Named, Screen, type ScreenEpisode } from '../components/Screen/Screen';
import { t } from '../lib/i18n';
import { TalkLink } from '../lib/talk-link';

const episode = JSON.parse(document.getElementById('episode')!.textContent!) as ScreenEpisode;
const main = document.getElementById('screen')!;
const name = document.getElementById('name')!;
const now = document.getElementById('now')!;
const link = new TalkLink(episode.talkId);

const joined = effect(() => {
  if (!link.room.value) return;
  queueMicrotask(() => {
    joined();
    main.textContent = '';
    render(<Screen link={link} episode={episode} />, main);
    render(<Named link={link} />, name);
  });
});
effect(() => {
  const cue = link.room.value?.stage.cue;
  now.textContent = cue ? t('screen.now', { title: cue.title }) : '';
});

// A talk whose doors are closed has no room yet; and whoever stands before the screen reloads nothing.
void link.run().then(() => setTimeout(() => location.reload(), 15_000));
