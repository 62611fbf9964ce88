// @vitest-environment happy-dom
import { signal } from '@preact/signals';
import { render } from 'preact';
import { expect, test } from 'vitest';
import type { CrewNotes } from '../src/lib/crew';
import type { Seat } from '../src/lib/people';
import type { TalkLink } from '../src/lib/talk-link';
import type { Monitor } from '../src/lib/whep';
import type { Voice } from '../src/lib/whip';
import { draw, page, room } from './desk-kit';

const link = { room: signal(room()), state: signal('live'), unsent: signal([]) } as unknown as TalkLink;
const voice = {
  microphone: signal('off'),
  line: signal('idle'),
  muted: signal(false),
  refusal: signal(null),
  goOnAir: async () => {},
} as unknown as Voice;
const monitor = { connected: signal(false), refusal: signal(null) } as unknown as Monitor;
const crew = { notes: signal([]) } as unknown as CrewNotes;
const place = { talkId: 't', slug: 'tea', name: 'Ada', when: 'now', language: 'en' };

test('a co-host who took over reads that she hosts now, and goes to the studio in a tab of its own', async () => {
  const root = page('speaker');
  const { Backstage } = await import('../src/components/Backstage/Backstage');
  const backstage = (seat: Seat) =>
    draw(<Backstage link={link} voice={voice} monitor={monitor} seat={seat} crew={crew} place={place} />, root);
  const studio = () => root.querySelector<HTMLAnchorElement>('a[href="/studio/tea"]');

  await backstage({ onAir: true, muted: false });
  expect(studio()).toBeNull();

  await backstage({ onAir: true, muted: false, hosts: true });
  expect(root.querySelector('.hosting')!.textContent).toContain('You host now.');
  expect(studio()!.target).toBe('_blank');
  render(null, root);
});
