import { useEffect, useState } from 'preact/hooks';

/** True when something has been so for that long: most of what goes wrong on a line is over in a moment. */
export function useLate(is: boolean, milliseconds: number): boolean {
  const [late, setLate] = useState(false);
  useEffect(() => {
    setLate(false);
    if (!is) return;
    const timer = setTimeout(() => setLate(true), milliseconds);
    return () => clearTimeout(timer);
  }, [is, milliseconds]);
  return is && late;
}
