// The data saver: what the person chose on this device, else what the browser says of her network, else unknown.

import { stored } from './stored';

interface Connection extends EventTarget {
  saveData?: boolean;
  effectiveType?: string;
}

const key = 'data-saver';

/** True or false, or null when nobody knows: then she may be asked, once. */
export function saver(): boolean | null {
  const chosen = stored.get(key);
  if (chosen) return chosen === 'on';
  const line = (navigator as { connection?: Connection }).connection;
  if (!line) return null;
  return !!line.saveData || /2g|3g/.test(line.effectiveType ?? '') || (line.effectiveType ? false : null);
}

/** Remembers her choice, and tells the page: `data-saver` on the root is there while it is on. */
export function chooseSaver(on: boolean): void {
  stored.set(key, on ? 'on' : 'off');
  markSaver(on);
}

export function markSaver(on = saver() === true): void {
  document.documentElement.toggleAttribute('data-saver', on);
}

/** Is it on in this page? */
export const savesData = (): boolean => document.documentElement.hasAttribute('data-saver');
