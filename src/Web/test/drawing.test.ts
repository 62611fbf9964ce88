// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { followDrawing } from '../src/lib/drawing';

const page = (state: string, drawing: boolean) =>
  `<textarea id="cues"></textarea><ul data-decks="${drawing ? 'drawing' : 'ready'}"><li>${state} <button>Remove</button></li></ul>`;
const answers = vi.fn<() => string | undefined>(); // undefined: no network

class Request {
  status = 200;
  responseXML: Document | null = null;
  onload = () => {};
  onerror = () => {};

  open(): void {}

  send(): void {
    const answer = answers();
    if (answer === undefined) {
      this.onerror();
      return;
    }
    this.responseXML = new DOMParser().parseFromString(answer, 'text/html');
    this.onload();
  }
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('XMLHttpRequest', Request);
  document.body.innerHTML = page('1 of 3', true);
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  answers.mockReset();
});

test('the list follows until the slides are there, and what is typed beside it stays', async () => {
  answers
    .mockReturnValueOnce(page('2 of 3', true))
    .mockReturnValueOnce(undefined)
    .mockReturnValueOnce(page('3 slides', false));
  const cues = document.querySelector('textarea')!;
  cues.value = 'Welcome, 5 minutes';
  const over = followDrawing();

  await vi.advanceTimersByTimeAsync(3_000);
  expect(document.querySelector('li')!.textContent).toContain('2 of 3');
  await vi.advanceTimersByTimeAsync(3_000);
  expect(document.querySelector('li')!.textContent).toContain('2 of 3');
  await vi.advanceTimersByTimeAsync(3_000);
  await over;

  expect(document.querySelector('li')!.textContent).toContain('3 slides');
  expect(document.querySelector('textarea')).toBe(cues);
  expect(cues.value).toBe('Welcome, 5 minutes');
});

test('who stands on a button of the list is not taken off it', async () => {
  answers.mockReturnValue(page('3 slides', false));
  const button = document.querySelector('button')!;
  button.focus();
  const over = followDrawing();

  await vi.advanceTimersByTimeAsync(9_000);
  expect(document.activeElement).toBe(button);
  expect(answers).not.toHaveBeenCalled();

  button.blur();
  await vi.advanceTimersByTimeAsync(3_000);
  await over;
  expect(document.querySelector('li')!.textContent).toContain('3 slides');
});
