import type { FunctionComponent, VNode } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { pause, sleep } from './retry';

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
      const fetch = async () => {
        for (let failures = 0; !loaded && !gone; failures++) {
          try {
            loaded = (await load()).default;
          } catch {
            await sleep(pause(failures));
          }
        }
        if (!gone) draw(true);
      };
      if (!loaded) void fetch();
      return () => {
        gone = true;
      };
    }, []);
    const Part = loaded;
    return Part ? <Part {...props} /> : waiting();
  };
}
