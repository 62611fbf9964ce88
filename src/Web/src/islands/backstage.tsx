// Backstage: the speaker's microphone to the studio, the programme without herself back to her ears.
import '../lib/menu';
import { effect, signal } from '@preact/signals';
import { render } from 'preact';
import { Backstage, type Place } from '../components/Backstage/Backstage';
import { CrewNotes } from '../lib/crew';
import type { Seat } from '../lib/people';
import { TalkLink } from '../lib/talk-link';
import { Monitor } from '../lib/whep';
import { Voice } from '../lib/whip';

const place = JSON.parse(document.getElementById('episode')!.textContent!) as Place;
const { talkId } = place;
const root = document.getElementById('backstage')!;
const link = new TalkLink(talkId);
const voice = new Voice(talkId);
const monitor = new Monitor(talkId);
const crew = new CrewNotes(link);
const seat = signal<Seat>({ onAir: false, muted: false });

link.on('seat', (told: Seat) => {
  seat.value = told;
});

const App = () => <Backstage link={link} voice={voice} monitor={monitor} seat={seat.value} crew={crew} place={place} />;

const joined = effect(() => {
  if (!link.room.value) return;
  queueMicrotask(() => {
    joined();
    root.textContent = '';
    render(<App />, root);
  });
});

effect(() => {
  if (link.room.value?.phase !== 'ended') return;
  voice.leave();
  monitor.stop();
});

// Closing the tab by accident would take a voice off the air.
addEventListener('beforeunload', (event) => {
  if (seat.value.onAir && voice.line.value === 'connected') event.preventDefault();
});

void link.run();
