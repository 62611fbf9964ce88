/** A media playlist of ours (RFC 8216): one rendition, one initialisation part, whole segments. */
export interface Playlist {
  /** Seconds, rounded up, of the longest segment. */
  target: number;
  init: string;
  segments: { number: number; address: string }[];
  ended: boolean;
}

export function readPlaylist(text: string): Playlist {
  const list: Playlist = { target: 4, init: '', segments: [], ended: false };
  let number = 0;
  for (const line of text.split('\n').map((raw) => raw.trim())) {
    if (line.startsWith('#EXT-X-MEDIA-SEQUENCE:')) number = Number(line.slice(22));
    else if (line.startsWith('#EXT-X-TARGETDURATION:')) list.target = Number(line.slice(22));
    else if (line.startsWith('#EXT-X-MAP:')) list.init = /URI="([^"]+)"/.exec(line)?.[1] ?? '';
    else if (line === '#EXT-X-ENDLIST') list.ended = true;
    else if (line && !line.startsWith('#')) list.segments.push({ number: number++, address: line });
  }
  return list;
}
