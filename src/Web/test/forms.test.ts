// @vitest-environment happy-dom
import { afterEach, expect, test, vi } from 'vitest';
import english from '../../Server/Locales/en.json';

afterEach(() => vi.unstubAllGlobals());

test('a refused form has its summary in focus, and the field that is wrong says why', async () => {
  document.body.innerHTML = `
    <form data-api="/api/series"><input id="s-zone" name="zone" data-code="refusal.zone.unknown" value="Moon">
    <div class="outcome" tabindex="-1"></div><button type="submit" disabled></button></form>
    <script type="application/json" id="i18n">${JSON.stringify(english)}</script>`;
  const refusal = () =>
    new Response(JSON.stringify({ code: 'zone.unknown', detail: 'No such zone.' }), {
      status: 400,
      headers: { 'content-type': 'application/problem+json' },
    });
  vi.stubGlobal(
    'fetch',
    vi
      .fn()
      .mockImplementationOnce(async () => refusal())
      .mockImplementation(async () => new Response()),
  );
  await import('../src/islands/admin');
  const form = document.querySelector('form')!;
  const field = document.querySelector('input')!;

  form.requestSubmit();
  await vi.waitFor(() => expect(field.getAttribute('aria-invalid')).toBe('true'));
  expect(document.activeElement).toBe(document.querySelector('.outcome'));
  const text = english['refusal.zone.unknown'];
  expect(document.querySelector('.field-error')!.textContent).toBe(text);
  document.querySelector<HTMLAnchorElement>('.outcome a')!.click();
  expect(document.activeElement).toBe(field);

  form.requestSubmit();
  await vi.waitFor(() => expect(field.hasAttribute('aria-invalid')).toBe(false));
});
