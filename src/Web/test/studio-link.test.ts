// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import type { VoiceView } from '../src/lib/protocol';
import { StudioSignals } from '../src/lib/studio-link';
import type { TalkLink } from '../src/lib/talk-link';

const voice = (level: number): VoiceView => ({
  id: 'v',
  name: 'Ada',
  kind: 'speaker',
  connected: true,
  onAir: false,
  muted: false,
  level,
});

test('a microphone that was heard once stays heard, though nothing but its level changed', () => {
  const handlers = new Map<string, (data: never) => void>();
  const link = { on: (name: string, handle: (data: never) => void) => handlers.set(name, handle) };
  const signals = new StudioSignals(link as unknown as TalkLink);
  const tell = (level: number) => handlers.get('voices')!([voice(level)] as never);

  tell(-120);
  expect(signals.heard.value.has('v')).toBe(false);
  tell(-20);
  expect(signals.heard.value.has('v')).toBe(true);
  tell(-120);
  expect(signals.heard.value.has('v')).toBe(true);
});
