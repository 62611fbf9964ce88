// @vitest-environment happy-dom
import { expect, test } from 'vitest';

test('a replay goes on at its place after the network failed', async () => {
  document.body.innerHTML = `
    <div id="transport" data-talk="t" data-duration="3600"><div class="transport-in"><audio></audio>
      <button class="play"></button><input class="seek" type="range" max="3600"><span class="at"></span>
      <span class="transport-words"></span><button class="speed"><span class="rate"></span></button></div></div>`;
  const audio = document.querySelector('audio')!;
  let at = 0;
  let fault: object | null = null;
  Object.defineProperty(audio, 'currentTime', {
    get: () => at,
    set: (to: number) => {
      at = to;
    },
  });
  Object.defineProperty(audio, 'error', { get: () => fault });
  audio.play = async () => {};
  audio.load = () => {
    at = 0;
    fault = null;
    audio.dispatchEvent(new Event('timeupdate')); // as browsers do
  };
  await import('../src/islands/replay');
  audio.dispatchEvent(new Event('loadedmetadata'));
  at = 1234;
  audio.dispatchEvent(new Event('timeupdate'));

  fault = {};
  audio.dispatchEvent(new Event('error'));
  document.querySelector<HTMLElement>('.play')!.click();
  expect(localStorage.getItem('place:t')).toBe('1234');
  audio.dispatchEvent(new Event('loadedmetadata'));
  expect(at).toBe(1234);
});
