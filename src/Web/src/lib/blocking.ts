import { t } from './i18n';

/** Asks before somebody is shut out, and taken off the air. */
export const sureToBlock = (name: string, onAir: boolean): boolean =>
  confirm(t(onAir ? 'studio.remove-block-sure' : 'studio.hand.block-sure', { name }));
