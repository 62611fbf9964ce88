import { beforeEach, expect, test, vi } from 'vitest';
import { WaitingForms } from '../src/lib/waiting-forms';

const box = new Map<string, Response>();
const register = vi.fn(async () => {});
const settled = () => new Promise((done) => setTimeout(done, 0));
const vote = (id: string) => ({ method: 'CastVote', args: ['t', id, 'p', 1], at: 0 });

beforeEach(() => {
  box.clear();
  register.mockClear();
  vi.stubGlobal('caches', {
    open: async () => ({
      put: async (key: string, answer: Response) => void box.set(key, answer),
      delete: async (key: string) => box.delete(key),
    }),
  });
  vi.stubGlobal('navigator', { serviceWorker: { getRegistration: async () => ({ sync: { register } }) } });
});

test('what waits is kept as its form with its id, and taken out when it has an answer', async () => {
  const forms = new WaitingForms();
  forms.follow([vote('a'), { method: 'RaiseHand', args: ['t', 'x'], at: 0 }]);
  await settled();
  forms.follow([vote('a'), vote('b')]);
  await settled();
  expect([...box.keys()].map((key) => key.split('?')[0])).toEqual(['/forms/a', '/forms/b']);
  expect(await box.get(`/forms/a?to=${encodeURIComponent('/api/talks/t/forms/vote')}`)!.text()).toBe(
    'c=a&poll=p&option=1',
  );
  expect(register).toHaveBeenCalledTimes(2);

  forms.follow([]);
  await settled();
  expect(box.size).toBe(0);
});

test('where the browser has no such thing nothing is kept', async () => {
  vi.stubGlobal('navigator', {});
  new WaitingForms().follow([vote('a')]);
  await settled();
  expect(box.size).toBe(0);
});
