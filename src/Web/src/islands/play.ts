// Loaded first and alone: the sound must not wait for the room. 3 KB at most.
import '../lib/menu';
import { t } from '../lib/i18n';
import { canPlay, playLive, type Sound, type SoundState } from '../lib/mse-audio';
import { span } from '../lib/time';

let roomAsked = false;

const deck = document.querySelector<HTMLElement>('#deck');
if (deck) start(deck);
else addEventListener('load', loadRoom);

function start(deck: HTMLElement): void {
  const audio = deck.querySelector('audio')!;
  const button = deck.querySelector<HTMLButtonElement>('.play')!;
  const mini = document.querySelector<HTMLButtonElement>('.mini')!;
  const words = deck.querySelector<HTMLElement>('#sound-state')!;
  const cost = deck.querySelector<HTMLElement>('#sound-cost')!;
  const better = document.querySelector<HTMLButtonElement>('#better-sound');
  let sound: Sound | null = null;
  let wanted = false;
  let spent = 0;
  let late = 0;

  function show(state: SoundState | 'idle' | 'stopped'): void {
    deck.dataset.state = state;
    clearTimeout(late);
    const say = () => {
      words.textContent = t(`play.state.${state}`);
    };
    if (state === 'connecting') late = window.setTimeout(say, 300);
    else say();
    for (const toggle of [button, mini]) {
      toggle.setAttribute('aria-pressed', String(wanted));
      toggle.setAttribute('aria-label', t(wanted ? 'play.pause' : 'play.listen'));
    }
    if (state === 'playing') roomWhenSafe(20);
    if (state === 'ended' || state === 'failed') stop(state);
  }

  function play(): void {
    wanted = true;
    const rung = isBetter() ? deck.dataset.hlsBetter : deck.dataset.hls;
    if (canPlay() && rung) sound = playLive(audio, rung, show);
    else playPlain();
    audio.play().catch((error: unknown) => {
      if (wanted && !(error instanceof DOMException && error.name === 'AbortError')) show('failed');
    });
    if (navigator.mediaSession) {
      navigator.mediaSession.metadata = new MediaMetadata({
        title: deck.dataset.title ?? '',
        artist: deck.dataset.station ?? '',
      });
      navigator.mediaSession.setActionHandler('pause', () => stop('stopped'));
      navigator.mediaSession.setActionHandler('play', () => play());
    }
  }

  /** One endless file, for phones that lack Media Source. */
  function playPlain(): void {
    show('connecting');
    audio.src = deck.dataset.mp3 ?? '';
    audio.onplaying = () => show('playing');
    audio.onwaiting = () => show('weak');
    audio.onerror = () => {
      if (wanted) show('failed');
    };
  }

  function stop(state: 'stopped' | 'ended' | 'failed'): void {
    if (!wanted) return;
    wanted = false;
    spent += sound?.used() ?? 0;
    audio.onerror = null;
    if (sound) sound.stop();
    else audio.removeAttribute('src');
    sound = null;
    show(state);
  }

  function isBetter(): boolean {
    return better?.getAttribute('aria-pressed') === 'true';
  }
  const toggle = () => (wanted ? stop('stopped') : play());
  button.addEventListener('click', toggle);
  mini.addEventListener('click', toggle);
  better?.addEventListener('click', () => {
    better.setAttribute('aria-pressed', String(!isBetter()));
    showCost();
    if (wanted) {
      stop('stopped');
      play();
    }
  });
  button.hidden = mini.hidden = false;
  if (better && canPlay()) better.hidden = false;
  show('idle');

  setInterval(showCost, 3000);
  showCost();

  function showCost(): void {
    const used = spent + (sound?.used() ?? 0);
    const rate = t(isBetter() ? 'play.cost-better' : 'play.cost');
    cost.textContent = used > 0 ? `${rate} · ${t('play.used', { size: `${(used / 1e6).toFixed(1)} MB` })}` : rate;
  }

  /** The room's 25 KB must not starve the sound: they wait until seven seconds of it are there, twenty at most. */
  function roomWhenSafe(tries: number): void {
    const buffered = audio.buffered.length ? audio.buffered.end(audio.buffered.length - 1) - audio.currentTime : 0;
    if (buffered > 7 || tries <= 0 || !sound) loadRoom();
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
  import('./room').catch(() => {
    roomAsked = false; // the page works without; try again
    setTimeout(loadRoom, 5000);
  });
}

/** Once the big player has scrolled away, the top bar becomes the small one. */
function watchDeck(deck: HTMLElement): void {
  const top = document.querySelector<HTMLElement>('.top');
  if (!top || !('IntersectionObserver' in window) || matchMedia('(min-width: 960px)').matches) return;
  new IntersectionObserver(([entry]) => top.toggleAttribute('data-mini', !entry!.isIntersecting), {
    rootMargin: '-48px 0px 0px',
  }).observe(deck);
}

const running = document.querySelector<HTMLElement>('#running[data-since]');
if (running) {
  const since = Date.parse(running.dataset.since!);
  setInterval(() => {
    running.textContent = span((Date.now() - since) / 1000);
  }, 1000);
}
