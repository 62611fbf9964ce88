// @vitest-environment happy-dom
import { render } from 'preact';
import { expect, test, vi } from 'vitest';
import { Rewind } from '../src/components/Rewind/Rewind';

test('one goes back only in what the page plays by itself', async () => {
  document.body.innerHTML = '<div id="deck" data-state="idle"><audio></audio></div><span></span>';
  const deck = document.querySelector<HTMLElement>('#deck')!;
  const audio = deck.querySelector('audio')!;
  const root = document.querySelector('span')!;
  const asked: number[] = [];
  deck.addEventListener('back', (event) => asked.push((event as CustomEvent<number>).detail));
  render(<Rewind deck={deck} />, root);
  const keys = () => [...root.querySelectorAll('button')];
  expect(keys()).toHaveLength(0);

  audio.src = 'https://talks.example/live/t.mp3';
  deck.dataset.state = 'playing';
  await Promise.resolve();
  expect(keys()).toHaveLength(0);
  deck.dataset.state = 'connecting';
  audio.src = 'blob:sound';
  await Promise.resolve();
  deck.dataset.state = 'playing';
  await vi.waitFor(() => expect(keys()).toHaveLength(2));
  for (const key of keys()) key.click();
  expect(asked).toEqual([Number.POSITIVE_INFINITY, 30]);
  render(null, root);
});
