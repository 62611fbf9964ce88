// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { lineLost } from '../src/lib/line';
import type { RoomPatch, RoomView } from '../src/lib/protocol';
import { postForm } from '../src/lib/room-document';
import { TalkLink } from '../src/lib/talk-link';

const room = { talkId: 't', seq: 5, people: 1, questions: [], polls: [], stage: {} } as unknown as RoomView;
const answers: Record<string, (...args: unknown[]) => unknown> = {};
const handlers = new Map<string, (data: unknown) => void>();
const invoke = vi.fn(async (method: string, ...args: unknown[]) => answers[method]?.(...args));
let reachable = true;

vi.mock('../src/lib/hub/hub', () => ({
  Hub: class {
    onclose = () => {};
    on = (name: string, handle: (data: unknown) => void) => handlers.set(name, handle);
    invoke = invoke;
    check = () => {};
    stop = () => this.onclose();
    start = async (method: string, ...args: unknown[]) => {
      if (!reachable) throw new Error('blocked');
      return invoke(method, ...args);
    };
  },
}));

beforeEach(() => {
  vi.useFakeTimers();
  reachable = true;
  invoke.mockClear();
  localStorage.clear();
  for (const method of Object.keys(answers)) delete answers[method];
  answers.Join = () => room;
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

async function joined(keeps = true) {
  const link = new TalkLink('t', keeps);
  void link.run();
  await vi.waitFor(() => expect(link.state.value).toBe('live'));
  return link;
}

const patch = (fromSeq: number, seq: number) => ({ talkId: 't', fromSeq, seq }) as RoomPatch;
const told = (method: string) => invoke.mock.calls.filter(([name]) => name === method);

test('many patches after a gap ask for what was missed once', async () => {
  const link = await joined();
  let answer: (missed: unknown) => void = () => {};
  answers.CatchUp = () =>
    new Promise((done) => {
      answer = done;
    });
  for (let seq = 7; seq < 27; seq++) handlers.get('patch')!(patch(seq, seq + 1));
  expect(told('CatchUp')).toHaveLength(1);

  answers.CatchUp = () => ({ patches: [patch(20, 27)] });
  answer({ patches: [patch(5, 20)] });
  await vi.waitFor(() => expect(link.room.value!.seq).toBe(27));
  expect(told('CatchUp')).toHaveLength(2);
});

test('whoever has another line to the server hears when the hub is lost, and a desk is back soon after a long outage', async () => {
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('no network'))); // the clock that is moved does not move a real one
  const link = await joined(false);
  const lost = vi.fn();
  addEventListener(lineLost, lost);
  reachable = false;
  dispatchEvent(new Event('offline'));
  removeEventListener(lineLost, lost);
  expect(lost).toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(link.state.value).toBe('reconnecting');

  answers.CatchUp = () => ({ patches: [] });
  reachable = true;
  await vi.advanceTimersByTimeAsync(3000);
  expect(link.state.value).toBe('live');
});

test('a question that was kept and is refused after a reload is a draft again', async () => {
  const command = { method: 'Ask', args: ['t', 'c', 'c', 'Is tea better?', null, 'en'], at: Date.now() };
  localStorage.setItem('kept:t:c', JSON.stringify(command));
  localStorage.setItem('kept:t:old', JSON.stringify({ ...command, at: 0 }));
  localStorage.setItem('kept:t:torn', '{');
  answers.Ask = () => {
    throw new Error('HubException: talk.over|The talk is over.');
  };
  const link = await joined();
  await vi.waitFor(() => expect(link.refused.value).toMatchObject({ text: 'Is tea better?' }));
  expect(localStorage.getItem('draft:t')).toBe('Is tea better?');
  expect(Object.keys(localStorage).filter((key) => key.startsWith('kept:'))).toEqual([]);
});

test('without a way to the hub, commands go as forms and what has none is refused', async () => {
  reachable = false;
  const posted: string[] = [];
  vi.stubGlobal(
    'fetch',
    vi.fn(async (address: string, request?: RequestInit) => {
      if (request?.method === 'POST') posted.push(`${address.split('/').pop()}?${String(request.body)}`);
      return new Response(JSON.stringify(request?.method === 'POST' ? { seq: 6 } : room));
    }),
  );
  const link = new TalkLink('t', true);
  const lowered = vi.fn();
  link.send('LowerHand').then(lowered, lowered);
  void link.run();
  await vi.advanceTimersByTimeAsync(20_000);
  expect(link.state.value).toBe('polling');

  await expect(link.send('RaiseHand', 'Ada')).rejects.toMatchObject({ code: 'client.no-line' });
  await expect(link.sendAs('c', 'Ask', 'c', 'Tea?', null, 'lo')).resolves.toEqual({ seq: 6 });
  expect(posted).toEqual(['ask?c=c&text=Tea%3F&language=lo']);
  expect(link.room.value!.questions).toMatchObject([{ id: 'c', text: 'Tea?', sending: false }]);
  expect(lowered).not.toHaveBeenCalled();
});

test.each([
  ['CastVote', ['p', 1], 'poll=p&option=1'],
  ['CastVote', ['p', [2, 0]], 'poll=p&option=2&option=0'],
  ['CastVote', ['p', 'Tea'], 'poll=p&text=Tea'],
  ['TakeBackUpvote', ['q'], 'question=q'],
  ['EditQuestion', ['q', 'Milk?'], 'question=q&text=Milk%3F'],
])('%s %j as a form', async (method, args, body) => {
  const post = vi.fn(async (_address: string, _request: RequestInit) => new Response('{}'));
  vi.stubGlobal('fetch', post);
  await postForm(method, ['t', 'c', ...args]);
  expect(String(post.mock.lastCall![1].body)).toBe(`c=c&${body}`);
});

test('what is asked without a line waits outside of the page at once: the page may be closed before it is back', async () => {
  const box = new Map<string, Response>();
  vi.stubGlobal('caches', { open: async () => ({ put: async (key: string, form: Response) => box.set(key, form) }) });
  const registration = { sync: { register: async () => {} } };
  vi.stubGlobal('navigator', { onLine: true, serviceWorker: { getRegistration: async () => registration } });
  const link = await joined();
  vi.stubGlobal('navigator', { ...navigator, onLine: false });
  reachable = false;
  dispatchEvent(new Event('offline'));
  await vi.waitFor(() => expect(link.state.value).toBe('offline'));

  void link.send('Ask', 'Is this kept?', null, 'en');
  await vi.advanceTimersByTimeAsync(100);
  expect(box.size).toBe(1);
});
