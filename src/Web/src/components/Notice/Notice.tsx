import type { ComponentChildren } from 'preact';
import { Icon } from '../Icon/Icon';

export const Notice = ({
  icon,
  kind,
  children,
}: {
  icon: string;
  kind?: 'warn' | 'danger';
  children: ComponentChildren;
}) => (
  <div class={kind ? `notice notice-${kind}` : 'notice'}>
    <Icon name={icon} />
    <div>{children}</div>
  </div>
);
