// @vitest-environment happy-dom
import { render } from 'preact';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { button, click, draw, page } from './desk-kit';

let root: HTMLElement;

beforeEach(() => {
  root = page();
});
afterEach(() => {
  render(null, root);
  vi.unstubAllGlobals();
});

async function digits(answer: () => Response) {
  const fetched = vi.fn(async (_address: string, _request: RequestInit) => answer());
  vi.stubGlobal('fetch', fetched);
  const { PhoneDigits } = await import('../src/components/Producer/PhoneDigits');
  await draw(<PhoneDigits talkId="t" phone="021 555 937" />, root);
  return fetched;
}

const json = (body: unknown, status = 200) =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } });

test('a host gets digits with the number to call and the keys, and new ones in their place', async () => {
  const pins = ['123456', '654321'];
  const fetched = await digits(() => json({ pin: pins.shift() }));
  expect(fetched).not.toHaveBeenCalled();

  await click(button(root, 'Make my digits'));
  expect(fetched.mock.calls[0]).toMatchObject(['/api/talks/t/desk-pin', { method: 'POST' }]);
  await vi.waitFor(() => expect(root.querySelector('code')?.textContent).toBe('*123456'));
  expect(root.textContent).toContain('Call 021 555 937.');
  expect([...root.querySelectorAll('kbd')].map((key) => key.textContent)).toEqual(['1', '2', '3', '9', '0']);

  await click(button(root, 'Make new digits'));
  await vi.waitFor(() => expect(root.querySelector('code')?.textContent).toBe('*654321'));
});

test('a refusal is told in words, and no digits are shown', async () => {
  await digits(() => json({ code: 'access.denied', detail: 'You may not.' }, 403));
  await click(button(root, 'Make my digits'));
  await vi.waitFor(() => expect(root.querySelector('[role=alert]')?.textContent).toBeTruthy());
  expect(root.querySelector('code')).toBeNull();
});

test('the panel offers the digits to a host', async () => {
  const { Ways } = await import('../src/components/Producer/Producer');
  await draw(<Ways talkId="t" slug="tea" phone={null} />, root);
  expect(button(root, 'Make my digits')).toBeTruthy();
});
