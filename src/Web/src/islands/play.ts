// Loaded first and alone: the sound must not wait for the room. 3 KB at most.
import '../lib/menu';
import { t } from '../lib/i18n';
import { stall } from '../lib/line';
import { canPlay, playLive, type Sound, type SoundState } from '../lib/mse-audio';
import { readyForOffline } from '../lib/offline';
import { pause } from '../lib/retry';
import { chooseSaver, markSaver, saver, savesData } from '../lib/saver';
import { stored } from '../lib/stored';
import { now, span } from '../lib/time';

/** What an hour of a rung costs, in MB. */
const hourly = { opus16: 8, '24k': 12, '64k': 30 };

let roomAsked = false;
markSaver();

const deck = document.querySelector<HTMLElement>('#deck');
if (deck) start(deck);
else addEventListener('load', loadRoom);

function start(deck: HTMLElement): void {
  const find = <T extends HTMLElement>(selector: string) => document.querySelector<T>(selector)!;
  const audio = deck.querySelector('audio')!;
  const button = find<HTMLButtonElement>('.play');
  const mini = find<HTMLButtonElement>('.mini');
  const words = find('#sound-state');
  const cost = find('#sound-cost');
  const better = find<HTMLButtonElement>('#better-sound');
  const closest = find<HTMLButtonElement>('#closest-sound');
  const saving = find<HTMLButtonElement>('#data-saver');
  const asks = find('#saver-asks');
  const toLive = find<HTMLButtonElement>('#to-live');
  const data = deck.dataset;
  let sound: Sound | null = null;
  let wanted = false;
  let spent = 0;
  let late = 0;
  let mended = 0;
  let plain = !canPlay('24k');
  let lost = 0;
  let mending = 0;
  let shut = false; // none of the ways that are closest to live goes
  let turn = 0;

  function show(state: SoundState | 'idle' | 'stopped'): void {
    if (state === 'failed' && wanted && mended++ < 3) {
      restart(); // what cannot be decoded is left behind
      return;
    }
    data.how = sound?.how ?? '';
    data.state = state;
    clearTimeout(late);
    const say = () => {
      words.textContent = told(state);
    };
    if (state === 'connecting') late = window.setTimeout(say, 300);
    else say();
    stall(state === 'weak');
    if (state === 'playing') roomWhenSafe(20);
    if (state === 'ended' || state === 'failed') stop(state);
    for (const toggle of [button, mini]) {
      toggle.setAttribute('aria-pressed', String(wanted));
      toggle.setAttribute('aria-label', t(wanted ? 'play.pause' : 'play.listen'));
    }
    showCost();
  }

  function play(): void {
    wanted = true;
    showSaver();
    if (isClose()) void playClose();
    else if (plain) playPlain();
    else
      sound = playLive(audio, data.hls! + rung(), show, () => {
        plain = true;
        restart();
      });
    audio.play().catch((error: unknown) => {
      if ((error as Error).name === 'NotAllowedError') stop('failed'); // all else the element tells itself
    });
    const session = navigator.mediaSession;
    if (session) {
      session.metadata = new MediaMetadata({ title: data.title, artist: data.speakers, album: data.station });
      session.setActionHandler('pause', () => stop('stopped'));
      session.setActionHandler('play', () => wanted || play());
    }
  }

  const told = (state: string) => t(`play.state.${(state === 'playing' && sound?.how) || state}`);

  /** As close to live as it goes; by the usual ways when that does not go. */
  async function playClose(): Promise<void> {
    const mine = ++turn;
    const usual = () => {
      if (mine !== turn || !wanted) return;
      shut = true;
      restart();
    };
    audio.load(); // empties it: what it had before would be played meanwhile
    show('connecting');
    const late = setTimeout(usual, 8000);
    const { playClosest } = await import('../lib/closest');
    clearTimeout(late);
    if (mine === turn && wanted)
      sound = playClosest(audio, { whep: data.whep!, low: `${data.hls}${rung()}/low.m3u8` }, show, usual);
  }

  /** One endless file, for phones that lack Media Source. */
  function playPlain(): void {
    show('connecting');
    audio.src = data.mp3!;
    hear();
  }

  function hear(): void {
    audio.onplaying = () => {
      lost = 0;
      show('playing');
    };
    audio.onwaiting = () => show('weak');
    audio.onerror = audio.onended = () => void mend();
  }

  /** The file broke off: the network's fault, unless the server has no such sound any more. */
  async function mend(): Promise<void> {
    show('weak');
    const answer = await fetch(data.mp3!, { method: 'HEAD' }).catch(() => null);
    if (!wanted || sound) return;
    if (answer?.status === 404) show('ended');
    else mending = window.setTimeout(restart, pause(lost++));
  }

  function stop(state: 'stopped' | 'ended' | 'failed'): void {
    if (!wanted) return;
    wanted = false;
    turn++;
    spent += sound?.used() ?? 0;
    audio.onplaying = audio.onwaiting = audio.onerror = audio.onended = null;
    clearTimeout(mending);
    sound?.stop();
    sound = null;
    audio.pause();
    audio.removeAttribute('src');
    audio.load(); // without this what was fetched would go on
    show(state);
  }

  function restart(): void {
    if (!wanted) return;
    stop('stopped');
    play();
  }

  const press = (toggle: HTMLElement, on: boolean) => toggle.setAttribute('aria-pressed', String(on));
  const wantsClose = () => closest.getAttribute('aria-pressed') === 'true';
  const isClose = () => wantsClose() && !shut && !savesData();
  const isBetter = () => better.getAttribute('aria-pressed') === 'true' && !savesData();
  /** Opus says as much with a third fewer bytes, where it is understood. */
  const rung = () => (isBetter() ? '64k' : savesData() && canPlay('opus16') ? 'opus16' : '24k');
  const way = () => `${rung()} ${isClose()}`;
  const toggle = () => {
    shut = false;
    if (wanted) stop('stopped');
    else play();
  };
  button.addEventListener('click', toggle);
  mini.addEventListener('click', toggle);
  toLive.addEventListener('click', () => sound?.toLive());
  deck.addEventListener('back', (event) => sound?.back((event as CustomEvent<number>).detail)); // the room has the keys
  better.addEventListener('click', () => {
    press(better, !isBetter());
    restart();
    showCost();
  });
  closest.addEventListener('click', () => {
    press(closest, !wantsClose());
    stored.set('closest', wantsClose() ? 'on' : '');
    shut = false;
    restart();
    showCost();
  });
  saving.addEventListener('click', () => {
    const was = way();
    chooseSaver(!savesData());
    showSaver();
    if (was !== way()) restart();
    showCost();
  });
  asks.addEventListener('click', (event) => {
    const answer = (event.target as HTMLElement).closest('button')?.value;
    if (!answer) return;
    const was = way();
    chooseSaver(answer === 'on');
    showSaver();
    if (was !== way()) restart();
  });
  const showSaver = () => {
    press(saving, savesData());
    asks.hidden = !wanted || saver() !== null;
    better.hidden = savesData() || plain;
    closest.hidden = savesData();
  };
  button.hidden = mini.hidden = saving.hidden = deck.querySelector<HTMLElement>('.deck-txt')!.hidden = false;
  audio.controls = false;
  // A call, or headphones that were pulled out: whoever wants it again goes on with what is said then.
  audio.addEventListener('pause', () => {
    if (audio.paused && !audio.ended) stop('stopped');
  });
  press(closest, stored.get('closest') === 'on');
  wanted = !audio.paused; // by the page's own player, before this script came
  if (wanted) hear();
  else audio.removeAttribute('src');
  showSaver();
  show(wanted ? 'playing' : 'idle');
  setInterval(showCost, 3000);

  function showCost(): void {
    const used = spent + (sound?.used() ?? 0);
    const rate = t('play.cost', { n: isClose() ? 30 : plain ? 22 : hourly[rung()] });
    const { state, fm, phone } = data;
    if (state === 'failed' && (fm || phone)) cost.textContent = [fm, phone].filter(Boolean).join(' · ');
    else
      cost.textContent = used
        ? `${rate} · ${t('play.used', { size: used < 1e5 ? `${Math.ceil(used / 1e3)} KB` : `${(used / 1e6).toFixed(1)} MB` })}`
        : rate;
    const behind = sound ? Math.round(sound.behind() / 10) * 10 : 0;
    toLive.hidden = behind < 20;
    if (state === 'playing') {
      const say = behind < 20 ? told(state) : t('play.behind', { time: span(behind) });
      if (words.textContent !== say) words.textContent = say;
    }
  }

  /** The room's bytes must not starve the sound: they wait until eight seconds of it are there, twenty at most. */
  function roomWhenSafe(tries: number): void {
    const buffered = audio.buffered.length ? audio.buffered.end(audio.buffered.length - 1) - audio.currentTime : 0;
    if (buffered > 8 || tries <= 0 || !sound || sound.how) loadRoom();
    else setTimeout(roomWhenSafe, 1000, tries - 1);
  }

  // Who only came to ask gets the room once the page has settled.
  addEventListener('load', () => setTimeout(() => !wanted && loadRoom(), 1200));
  setTimeout(loadRoom, 20_000);
  watchDeck(deck);
}

function loadRoom(): void {
  if (roomAsked) return;
  roomAsked = true;
  void import('./room'); // the page works without
}

/** Once the big player has scrolled away, the top bar becomes the small one. */
function watchDeck(deck: HTMLElement): void {
  const top = document.querySelector<HTMLElement>('.top');
  if (!top || !('IntersectionObserver' in window) || matchMedia('(min-width: 960px)').matches) return;
  new IntersectionObserver(([entry]) => top.toggleAttribute('data-mini', !entry!.isIntersecting), {
    rootMargin: '-48px 0px 0px',
  }).observe(deck);
}

// Empty before the start and after the end: the room tells.
const running = document.querySelector<HTMLElement>('#running');
setInterval(() => {
  if (running?.dataset.since) running.textContent = span((now() - Date.parse(running.dataset.since)) / 1000);
}, 1000);

readyForOffline();
