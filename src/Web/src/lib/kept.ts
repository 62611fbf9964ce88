import { stored } from './stored';

/** What is kept on the device as JSON. */
export const kept = {
  read<T>(key: string, otherwise: T): T {
    try {
      return (JSON.parse(stored.get(key) || 'null') as T | null) ?? otherwise;
    } catch {
      return otherwise;
    }
  },
  write: (key: string, value: unknown) => stored.set(key, JSON.stringify(value)),
};

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
        const keys = Object.keys(localStorage).filter((key) => key.startsWith(prefix));
        return keys.sort().flatMap((key) => {
          const command = kept.read<Command | null>(key, null);
          if (command && Date.now() - command.at < longest) return command;
          stored.set(key, ''); // old, or unreadable
          return [];
        });
      } catch {
        return [];
      }
    },
    put(command) {
      if (methods.has(command.method)) kept.write(prefix + command.args[1], command);
    },
    remove({ args }) {
      stored.set(prefix + args[1], '');
    },
  };
}
