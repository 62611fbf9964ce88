/** Gives a command of the desk. Its answer, or undefined when it was refused: the desk has told why then. */
export type Send = (method: string, ...args: unknown[]) => Promise<unknown>;
