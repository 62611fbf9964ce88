// @vitest-environment happy-dom
import { beforeEach, expect, test, vi } from 'vitest';
import { carryOver, outcome, untilFree } from '../src/lib/carry-over';
import { begun } from '../src/lib/polls';

beforeEach(() => {
  localStorage.clear();
  document.body.innerHTML = `<section id="room">
    <div class="banner" role="alert"><svg></svg><p>It is too long.</p></div>
    <form class="ballot"><input name="poll" value="p"><input type="checkbox" name="option" value="0">
      <input type="checkbox" name="option" value="2"></form>
    <form class="q-edit"><textarea>Tea?</textarea></form>
    <form class="ask"><label class="ask-name"><input name="name"></label><textarea id="ask"></textarea></form></section>`;
});
const root = () => document.getElementById('room')!;
const at = <T extends HTMLElement>(selector: string) => root().querySelector<T>(selector)!;

test('what was begun in the page goes on in the room', () => {
  at<HTMLTextAreaElement>('#ask').value = 'Is tea better?';
  at<HTMLInputElement>('.ask-name input').value = 'Ada';
  at<HTMLInputElement>('[value="2"]').checked = true;
  at('#ask').focus();
  const back = carryOver(root(), 'draft:t');
  expect(localStorage.getItem('draft:t')).toBe('Is tea better?');
  expect(localStorage.getItem('name')).toBe('"Ada"');
  expect(begun('p').value.chosen).toEqual([2]);

  root().innerHTML = '<textarea id="ask">Is tea better?</textarea>';
  back();
  expect(document.activeElement?.id).toBe('ask');
});

test('the name of an account is not kept on the device, unless it was changed', () => {
  at<HTMLInputElement>('.ask-name input').value = 'Noy';
  carryOver(root(), 'draft:t', 'Noy');
  expect(localStorage.getItem('name')).toBeNull();

  at<HTMLInputElement>('.ask-name input').value = '';
  carryOver(root(), 'draft:t', 'Noy');
  expect(localStorage.getItem('name')).toBe('""');
});

test('a question that was just sent is no draft any more', () => {
  localStorage.setItem('draft:t', 'Is tea better?');
  history.replaceState(null, '', '/e/x/live?done=ask');
  carryOver(root(), 'draft:t');
  expect(localStorage.getItem('draft:t')).toBeNull();
});

test('what the page said of a form is said on, once', () => {
  history.replaceState(null, '', '/e/x/live?fault=question.too-long#room');
  expect(outcome(root())).toEqual({ icon: 'warn', text: 'It is too long.' });
  expect(location.search).toBe('');
});

test('somebody who changes her question is not interrupted', async () => {
  const free = vi.fn();
  const edit = at<HTMLTextAreaElement>('.q-edit textarea');
  edit.focus();
  edit.value = 'Milk?';
  void untilFree(root()).then(free);
  edit.blur();
  await new Promise((done) => setTimeout(done));
  expect(free).not.toHaveBeenCalled();

  edit.value = 'Tea?';
  edit.focus();
  edit.blur();
  await vi.waitFor(() => expect(free).toHaveBeenCalled());
});
