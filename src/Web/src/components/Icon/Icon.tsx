/** An icon of the one sprite. It is decoration: the words stand beside it. */
export const Icon = ({ name, solid = false }: { name: string; solid?: boolean }) => (
  <svg class={solid ? 'i solid' : 'i'} aria-hidden="true">
    <use href={`/icons.svg#${name}`} />
  </svg>
);
