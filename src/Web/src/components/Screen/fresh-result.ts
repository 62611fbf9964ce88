import { useEffect, useRef, useState } from 'preact/hooks';
import type { PollView } from '../../lib/protocol';

/** How long a hall looks at a result before the screen goes back to what else there is, in milliseconds. */
const toRead = 60_000;

export const hasResult = (poll: PollView): boolean =>
  poll.tally != null && poll.state !== 'draft' && poll.state !== 'open';

/** The poll whose result has just come; none that was there already when the page was opened. */
export function useFreshResult(polls: PollView[]): string | undefined {
  const known = useRef<string[] | null>(null);
  const [fresh, setFresh] = useState<string>();
  const ids = polls.filter(hasResult).map((poll) => poll.id);
  useEffect(() => {
    const news = known.current && ids.find((id) => !known.current!.includes(id));
    known.current = ids;
    if (news) setFresh(news);
  }, [ids.join()]);
  useEffect(() => {
    if (!fresh) return;
    const timer = setTimeout(() => setFresh(undefined), toRead);
    return () => clearTimeout(timer);
  }, [fresh]);
  return fresh;
}
