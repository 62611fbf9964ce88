// @vitest-environment happy-dom
import { render } from 'preact';
import { expect, test } from 'vitest';
import type { LinkState } from '../src/lib/line';
import { draw, page, room } from './desk-kit';

test('the desk says that its line is gone, and otherwise when it is let in no more', async () => {
  const root = page();
  const { Alarms } = await import('../src/components/Desk/Alarms');
  const show = (state: LinkState) => draw(<Alarms room={room()} state={state} silent={60} slug="s" />, root);
  await show('live');
  expect(root.textContent).toContain('Silence on air');
  await show('reconnecting');
  expect(root.textContent).toContain('is reconnecting');
  expect(root.textContent).not.toContain('Silence on air'); // nobody knows that now
  await show('denied');
  expect(root.textContent).not.toContain('reconnecting');
  expect(root.querySelector('a')!.textContent).toBe('Load this desk again');
  render(null, root);
});
