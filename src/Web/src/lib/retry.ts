export const sleep = (milliseconds: number): Promise<void> => new Promise((done) => setTimeout(done, milliseconds));

/** Half a second, doubling, at most fifteen; spread so that a thousand phones do not come back in the same instant. */
export function pause(failures: number, random = Math.random()): number {
  return Math.min(15_000, 500 * 2 ** Math.min(failures, 10)) * (0.7 + 0.6 * random);
}
