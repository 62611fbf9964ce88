// @vitest-environment happy-dom
import { expect, test, vi } from 'vitest';
import { preload } from '../src/lib/preload';

test('what is loaded later is imported once, when all its files are here', async () => {
  vi.useFakeTimers();
  let online = false;
  const fetched = vi.fn(async () => {
    if (!online) throw new TypeError('Failed to fetch');
    return new Response('');
  });
  vi.stubGlobal('fetch', fetched);
  const load = vi.fn(async () => 'part');
  const part = preload(load, ['assets/room.js', 'assets/live.js']);
  await vi.advanceTimersByTimeAsync(3000);
  expect(load).not.toHaveBeenCalled(); // a browser remembers a failed import for ever

  online = true;
  await vi.advanceTimersByTimeAsync(15_000);
  expect(await part).toBe('part');
  expect(load).toHaveBeenCalledOnce();
  expect(fetched).toHaveBeenCalledWith('/dist/assets/live.js');
  vi.useRealTimers();
});
