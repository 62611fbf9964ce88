// The desk's single keys. A part says what it does by which name (useKeys) and shows the key on its button (<Key of>);
// the help lists what there is. They rest while something is typed, and each can be changed or all switched off: a
// person who speaks to her computer must not put a caller on air by a word (WCAG 2.1.4).
import { signal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { kept } from './kept';

/** What a key may do, with the key that does it unless this desk has another. Each has a text studio.keys.do.{name}. */
export const standard = {
  down: 'j',
  up: 'k',
  approve: 'y',
  answer: 'u',
  decline: 'x',
  finish: 'a',
  poll: 'p',
  part: 'n',
  caller: 'c',
  mute: 'm',
  dump: 'd',
  backup: 'b',
  talkback: 't',
  slide: '.',
  slideBack: ',',
} as const;

export type KeyName = keyof typeof standard;

/** Beside the keys of the table: what a key does with Shift, what it does when it is let go, and the figures 1 to 9. */
type Actions = Partial<Record<KeyName | 'callerOn' | 'talkbackEnd' | 'dumpEnd', () => unknown>> & {
  sound?: (place: number) => unknown;
};

const shifted: Partial<Record<KeyName, 'callerOn'>> = { caller: 'callerOn' };
const letGo: Partial<Record<KeyName, 'talkbackEnd' | 'dumpEnd'>> = { talkback: 'talkbackEnd', dump: 'dumpEnd' };
const down = new Set<KeyName>();

interface Settings {
  off: boolean;
  own: Partial<Record<KeyName, string>>;
}

const storage = 'desk-keys';
export const keys = signal<Settings>(kept.read(storage, { off: false, own: {} }));
const parts = new Set<{ current: Actions }>();

/** Lets keys do something while this part is on the desk. */
export function useKeys(actions: Actions): void {
  const latest = useRef(actions);
  latest.current = actions;
  useEffect(() => {
    if (parts.size === 0) {
      addEventListener('keydown', press);
      addEventListener('keyup', release);
      addEventListener('blur', releaseAll);
    }
    parts.add(latest);
    return () => {
      parts.delete(latest);
      if (parts.size > 0) return;
      removeEventListener('keydown', press);
      removeEventListener('keyup', release);
      removeEventListener('blur', releaseAll);
    };
  }, []);
}

/** The names that something listens to now, in the order of the table above. */
export const inUse = (): KeyName[] =>
  (Object.keys(standard) as KeyName[]).filter((name) => [...parts].some((part) => part.current[name]));

export const keyOf = (name: KeyName): string => keys.value.own[name] ?? standard[name];

/** Gives an action another key; whichever had it takes the old one, so that no key ever does two things. */
export function setKey(name: KeyName, key: string): void {
  const own = { ...keys.value.own };
  const other = (Object.keys(standard) as KeyName[]).find((one) => one !== name && keyOf(one) === key);
  if (other) own[other] = keyOf(name);
  own[name] = key;
  save({ ...keys.value, own });
}

export const switchKeys = (on: boolean): void => save({ ...keys.value, off: !on });
export const standardKeys = (): void => save({ off: false, own: {} });

function save(settings: Settings): void {
  keys.value = settings;
  kept.write(storage, settings);
}

function press(event: KeyboardEvent): void {
  if (keys.value.off || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  if ((event.target as HTMLElement).closest?.('input, textarea, select, dialog, [contenteditable]')) return;
  const key = latin(event);
  const found = nameOf(key);
  const name = (event.shiftKey && found && shifted[found]) || found;
  const action = name ? actionOf(name) : /^[1-9]$/.test(key) && actionOf('sound');
  if (!action) return;
  event.preventDefault();
  if (found && letGo[found]) down.add(found);
  action(Number(key));
}

/** What is held ends wherever the focus went meanwhile. */
function release(event: KeyboardEvent): void {
  const found = nameOf(latin(event));
  const name = found && letGo[found];
  if (!name) return;
  down.delete(found);
  actionOf(name)?.(0);
}

/** A window that is left hears no more of its keys. */
function releaseAll(): void {
  for (const name of down) actionOf(letGo[name]!)?.(0);
  down.clear();
}

const actionOf = (name: keyof Actions): ((place: number) => unknown) | undefined =>
  [...parts].map((part) => part.current[name]).find(Boolean);

const nameOf = (key: string): KeyName | undefined =>
  (Object.keys(standard) as KeyName[]).find((one) => keyOf(one) === key);

/** On a Lao or Thai keyboard the letter is not a Latin one: then the place of the key tells. */
function latin(event: KeyboardEvent): string {
  const typed = event.key.toLowerCase();
  return /^[ -~]$/.test(typed) ? typed : event.code.replace(/^(Key|Digit)/, '').toLowerCase();
}
