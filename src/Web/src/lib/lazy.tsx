import type { FunctionComponent, VNode } from 'preact';
import { useEffect, useState } from 'preact/hooks';

/** A part whose code comes when it is shown for the first time; a lost line delays it, and nothing else. */
export function lazy<P extends object>(
  load: () => Promise<{ default: FunctionComponent<P> }>,
  waiting: () => VNode | null = () => null,
): FunctionComponent<P> {
  let loaded: FunctionComponent<P> | undefined;
  return (props) => {
    const [, draw] = useState(false);
    useEffect(() => {
      let gone = false;
      void load().then((part) => {
        loaded = part.default;
        if (!gone) draw(true);
      });
      return () => {
        gone = true;
      };
    }, []);
    const Part = loaded;
    return Part ? <Part {...props} /> : waiting();
  };
}
