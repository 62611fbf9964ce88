// The replay's transport over the page's own <audio>: places, steps, speed; it goes on where one stopped.
import { t } from '../lib/i18n';
import { stored } from '../lib/stored';
import { span } from '../lib/time';

const box = document.querySelector<HTMLElement>('#transport');
if (box) run(box);

function run(box: HTMLElement): void {
  const audio = box.querySelector('audio')!;
  const button = box.querySelector<HTMLButtonElement>('.play')!;
  const seek = box.querySelector<HTMLInputElement>('.seek')!;
  const at = box.querySelector<HTMLElement>('.at')!;
  const words = box.querySelector<HTMLElement>('.transport-words')!;
  const speed = box.querySelector<HTMLButtonElement>('.speed')!;
  const marks = [...document.querySelectorAll<HTMLElement>('.mark[data-at]')];
  const length = Number(box.dataset.duration);
  const key = `place:${box.dataset.talk}`;
  const speeds = [1, 1.25, 1.5, 1.75, 0.75];
  let loaded = false;

  const chosen = [...audio.querySelectorAll('source')].find((source) => audio.canPlayType(source.type));
  if (chosen) {
    audio.src = chosen.src;
    words.textContent = t('replay.cost', { size: chosen.dataset.size ?? '' });
  }
  audio.controls = false;
  audio.hidden = true;
  let place = startingPlace();
  box.querySelector<HTMLElement>('.transport-in')!.hidden = false;
  show(place);

  function startingPlace(): number {
    const asked = Number(new URLSearchParams(location.search).get('t'));
    if (asked > 0 && asked < length) return asked;
    const kept = Number(stored.get(key));
    if (!(kept > 10 && kept < length - 10)) return 0;
    words.textContent = t('replay.resumed');
    return kept;
  }

  function show(seconds: number): void {
    at.textContent = span(seconds);
    seek.value = String(Math.floor(seconds));
    seek.setAttribute('aria-valuetext', span(seconds));
    for (const list of new Set(marks.map((mark) => mark.parentElement))) {
      const mine = marks.filter((mark) => mark.parentElement === list);
      const slides = list!.matches('.marks-slides'); // of them one is always seen
      const current = mine.filter((mark) => Number(mark.dataset.at) <= seconds + 0.5).pop() ?? (slides && mine[0]);
      for (const mark of mine) {
        if (mark === current && (loaded || slides)) mark.setAttribute('aria-current', 'true');
        else mark.removeAttribute('aria-current');
      }
    }
  }

  function go(seconds: number): void {
    place = Math.min(Math.max(0, seconds), length - 1);
    if (loaded) audio.currentTime = place;
    show(place);
  }

  function play(): void {
    if (audio.error) {
      loaded = false; // it begins at 0:00 anew: its place is set again
      audio.load();
    }
    if (!loaded) words.textContent = t('replay.loading');
    audio.play().catch(() => {
      if (audio.error) words.textContent = t('replay.failed');
    });
  }

  audio.addEventListener('loadedmetadata', () => {
    loaded = true;
    if (place > 0) audio.currentTime = place;
  });
  audio.addEventListener('playing', () => {
    words.textContent = '';
    audio.playbackRate = Number(speed.dataset.rate ?? 1);
  });
  audio.addEventListener('waiting', () => {
    words.textContent = t('replay.loading');
  });
  audio.addEventListener('timeupdate', () => {
    if (!loaded || audio.seeking) return;
    words.textContent = '';
    place = audio.currentTime;
    show(place);
    stored.set(key, String(Math.floor(place)));
  });
  for (const event of ['play', 'pause', 'ended']) {
    audio.addEventListener(event, () => {
      button.setAttribute('aria-pressed', String(!audio.paused));
      button.setAttribute('aria-label', t(audio.paused ? 'replay.play' : 'replay.pause'));
    });
  }
  audio.addEventListener('error', () => {
    words.textContent = t('replay.failed');
  });

  button.addEventListener('click', () => (audio.paused ? play() : audio.pause()));
  seek.addEventListener('input', () => go(Number(seek.value)));
  for (const step of box.querySelectorAll<HTMLButtonElement>('[data-step]'))
    step.addEventListener('click', () => go(place + Number(step.dataset.step)));
  speed.addEventListener('click', () => {
    const rate = speeds[(speeds.indexOf(Number(speed.dataset.rate ?? 1)) + 1) % speeds.length]!;
    speed.dataset.rate = String(rate);
    speed.querySelector('.rate')!.textContent = `${rate}×`;
    audio.playbackRate = rate;
  });
  for (const mark of marks) {
    mark.querySelector('a')!.addEventListener('click', (event) => {
      event.preventDefault();
      go(Number(mark.dataset.at));
      play();
    });
  }

  addEventListener('keydown', (event) => {
    const target = event.target as HTMLElement;
    if (event.key !== ' ' || target.closest('input, textarea, select, button, a')) return;
    if (audio.paused) play();
    else audio.pause();
    event.preventDefault();
  });

  if (navigator.mediaSession) {
    navigator.mediaSession.metadata = new MediaMetadata({
      title: box.dataset.title ?? '',
      artist: box.dataset.station ?? '',
    });
    navigator.mediaSession.setActionHandler('seekbackward', () => go(place - 15));
    navigator.mediaSession.setActionHandler('seekforward', () => go(place + 30));
  }
}

const find = document.querySelector<HTMLInputElement>('#find');
if (find) {
  const items = [...document.querySelectorAll<HTMLElement>('.marks:not(.marks-slides) > li, #open + .rows > li')];
  find.parentElement!.hidden = false;
  find.addEventListener('input', () => {
    const wanted = find.value.trim().toLowerCase();
    for (const item of items) item.hidden = !item.textContent!.toLowerCase().includes(wanted);
    const found = items.filter((item) => !item.hidden).length;
    document.querySelector('#found')!.textContent = wanted && t('replay.found', { n: found });
  });
}
