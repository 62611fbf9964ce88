const presses = (event: KeyboardEvent) => event.key === ' ' || event.key === 'Enter';

/** What makes a button work for as long as it is held, by finger, mouse or keyboard. */
export const whileHeld = (begin: () => void, end: () => void) => ({
  onPointerDown: begin,
  onPointerUp: end,
  onPointerLeave: end,
  onPointerCancel: end,
  onKeyDown: (event: KeyboardEvent) => presses(event) && !event.repeat && begin(),
  onKeyUp: (event: KeyboardEvent) => presses(event) && end(),
  onBlur: end,
  onContextMenu: (event: Event) => event.preventDefault(),
});
