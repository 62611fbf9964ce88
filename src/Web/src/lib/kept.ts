/** A command as it was given: to be sent, again if need be, until the server has answered. */
export interface Command {
  method: string;
  /** The talk, the command's id, and what the method wants. */
  args: unknown[];
  /** When it was given, in milliseconds. */
  at: number;
}

/** Where commands wait so that they survive the page. */
export interface Shelf {
  all(): Command[];
  put(command: Command): void;
  remove(command: Command): void;
}

const longest = 12 * 3600_000; // older ones belong to a talk that is over

/**
 * A talk's commands on this device, an entry each: two tabs do not overwrite one another's, and when both send the same
 * one the server knows its id. Ids sort by time.
 */
export function shelfOf(talkId: string, methods: ReadonlySet<string>): Shelf {
  const prefix = `kept:${talkId}:`;
  return {
    all() {
      try {
        return Object.keys(localStorage)
          .filter((key) => key.startsWith(prefix))
          .sort()
          .map((key) => JSON.parse(localStorage.getItem(key)!) as Command)
          .filter(({ at }) => Date.now() - at < longest);
      } catch {
        return [];
      }
    },
    put(command) {
      try {
        if (methods.has(command.method)) localStorage.setItem(prefix + command.args[1], JSON.stringify(command));
      } catch {} // forbidden or full: it lives as long as the page
    },
    remove({ args }) {
      try {
        localStorage.removeItem(prefix + args[1]);
      } catch {}
    },
  };
}
