// @vitest-environment happy-dom
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { VoiceView } from '../src/lib/protocol';
import { button, draw, page } from './desk-kit';

const voice = (id: string, kind: VoiceView['kind'] = 'speaker'): VoiceView => ({
  id,
  name: id,
  kind,
  connected: true,
  onAir: false,
  muted: false,
  level: -120,
});
let root: HTMLElement;

beforeEach(() => {
  root = page();
  vi.stubGlobal('fetch', async () => new Response('{}'));
});
afterEach(() => {
  render(null, root);
  vi.unstubAllGlobals();
});

test('talkback speaks to everybody but stations while it is held, and leaves the key of one alone', async () => {
  const { Talkback } = await import('../src/components/DeskBar/Talkback');
  const { Intercom } = await import('../src/lib/intercom');
  const intercom = new Intercom('t', () => {});
  const voices = [voice('Ada'), voice('Keo'), voice('Radio', 'station')];
  await draw(<Talkback intercom={intercom} voices={voices} enabled />, root);
  const does = (event: string) =>
    act(() => {
      root.querySelector('button')!.dispatchEvent(new Event(event));
    });

  await does('pointerdown');
  expect(intercom.held('talk')).toEqual(['Ada', 'Keo']);
  expect(button(root, 'They hear you').getAttribute('aria-pressed')).toBe('true');
  await does('pointerup');
  expect(intercom.held('talk')).toEqual([]);

  await act(() => intercom.begin(['Ada'], 'talk'));
  expect(button(root, 'Talkback').getAttribute('aria-pressed')).toBe('false');
  await does('pointerleave');
  expect(intercom.held('talk')).toEqual(['Ada']);
  intercom.end(['Ada']);
});
