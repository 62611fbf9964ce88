// @vitest-environment happy-dom
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, expect, test, vi } from 'vitest';
import { draw, page, room, settle } from './desk-kit';

afterEach(() => vi.unstubAllGlobals());

test('slides on their way are seen to be, and the same file can be chosen again', async () => {
  const root = page();
  const answers: ((answer: Response) => void)[] = [];
  const json = () => new Response('[]', { headers: { 'content-type': 'application/json' } });
  vi.stubGlobal(
    'fetch',
    vi.fn((_address: string, request?: RequestInit) =>
      request?.method === 'POST' ? new Promise<Response>((done) => answers.push(done)) : Promise.resolve(json()),
    ),
  );
  const { SlidesPanel } = await import('../src/components/SlidesPanel/SlidesPanel');
  await draw(<SlidesPanel room={room()} enabled send={async () => ({})} />, root);
  const input = root.querySelector<HTMLInputElement>('input[type=file]')!;
  const emptied = vi.fn();
  Object.defineProperty(input, 'files', { value: [new File(['x'], 'slides.pdf')] });
  Object.defineProperty(input, 'value', { set: emptied });

  await act(async () => void input.dispatchEvent(new Event('change', { bubbles: true })));
  expect(root.textContent).toContain('Sending…');
  expect(input.disabled).toBe(true);

  answers[0]!(json());
  await settle();
  await vi.waitFor(() => expect(root.textContent).not.toContain('Sending…'));
  expect(emptied).toHaveBeenCalledWith('');
  render(null, root);
});
