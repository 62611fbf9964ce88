// What the server said that this person is in the talk. It decides; the desk only leaves out what it would refuse.
const order = ['attendee', 'speaker', 'screener', 'moderator', 'producer', 'host', 'administrator'] as const;

export type Role = (typeof order)[number];

const mine = (() => {
  const data = document.getElementById('episode')?.textContent;
  const told = data ? (JSON.parse(data) as { role?: Role }).role : undefined;
  return told ?? 'attendee';
})();

/** Whether this person is at least that. */
export const may = (least: Role): boolean => order.indexOf(mine) >= order.indexOf(least);
