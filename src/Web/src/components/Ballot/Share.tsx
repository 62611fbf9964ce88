import { useLayoutEffect, useRef } from 'preact/hooks';

/** A bar as wide as its share. The width is set by script on the element: the page's policy forbids style attributes. */
export function Share({ percent, class: name }: { percent: number; class: string }) {
  const bar = useRef<HTMLSpanElement>(null);
  useLayoutEffect(() => bar.current?.style.setProperty('--share', String(percent / 100)), [percent]);
  return <span class={name} ref={bar} aria-hidden="true" />;
}
