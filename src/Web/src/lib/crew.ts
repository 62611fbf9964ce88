import { signal } from '@preact/signals';
import type { CrewNote } from './mix';
import type { TalkLink } from './talk-link';

/** What studio and speakers write to each other; the audience sees nothing of it. */
export class CrewNotes {
  readonly notes = signal<CrewNote[]>([]);

  constructor(link: TalkLink) {
    link.on('notes', (told: CrewNote[]) => {
      const byId = new Map([...this.notes.value, ...told].map((note) => [note.id, note]));
      this.notes.value = [...byId.values()].sort((a, b) => a.id - b.id);
    });
  }
}
