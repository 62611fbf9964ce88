import type { RoomView } from '../../lib/protocol';

/** Those who are heard, with what is said of them. */
export const credits = (room: RoomView): string =>
  room.onAir
    .map((name) => {
      const about = room.stage.people.find((person) => person.name === name)?.about;
      return about ? `${name}, ${about}` : name;
    })
    .join(' · ');
