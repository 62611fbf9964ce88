import { useEffect, useState } from 'preact/hooks';
import { now } from './time';

/** The server's time in milliseconds, anew each second. */
export function useNow(): number {
  const [time, setTime] = useState(now());
  useEffect(() => {
    const timer = setInterval(() => setTime(now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return time;
}
