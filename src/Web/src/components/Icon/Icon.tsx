// The page's own sprite comes before the sound; what only its islands show is in a second one.
const later = new Set([
  'clap',
  'heart',
  'thanks',
  'laugh',
  'headset',
  'micoff',
  'list',
  'dots',
  'cloud',
  'mic',
  'chat',
  'sliders',
]);

/** An icon of the sprites. It is decoration: the words stand beside it. */
export const Icon = ({ name, solid = false }: { name: string; solid?: boolean }) => (
  <svg class={solid ? 'i solid' : 'i'} aria-hidden="true">
    <use href={`/icons${later.has(name) ? '-more' : ''}.svg#${name}`} />
  </svg>
);
