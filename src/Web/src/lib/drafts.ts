import { type Signal, signal } from '@preact/signals';

const drafts = new Map<string, Signal<unknown>>();

/**
 * What somebody has begun and not sent, by what it is about: it outlives the part of the page that shows it, as a tab
 * that is left and come back to.
 * @param otherwise What it is before anything was begun.
 */
export function draftOf<T>(about: string, otherwise: T): Signal<T> {
  let draft = drafts.get(about) as Signal<T> | undefined;
  if (!draft) {
    draft = signal(otherwise);
    drafts.set(about, draft as Signal<unknown>);
  }
  return draft;
}
