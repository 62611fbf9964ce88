import type { RoomView } from '../../lib/protocol';
import type { TalkLink } from '../../lib/talk-link';

/** What the page knows of the episode and the hub does not tell. */
export interface Episode {
  talkId: string;
  slug: string;
  description: string;
  speakers: string[];
  language: string;
  /** The name by which the server knows this person. */
  name?: string;
  phone?: string | null;
  /** Where the room's words are. */
  texts: string;
  /** What became of the form that led to the page. */
  outcome?: { icon: string; text: string };
}

/** What the room's frame hands to each of its parts. */
export interface RoomProps {
  link: TalkLink;
  /** As it stands now; a part is drawn anew when it changes. */
  room: RoomView;
  episode: Episode;
  /** Tells screen readers what has happened, politely. */
  say: (text: string) => void;
}
