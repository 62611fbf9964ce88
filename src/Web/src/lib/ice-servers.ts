/** The STUN and TURN servers of Link headers (RFC 9725, section 4.6). */
export function iceServersOf(link: string): RTCIceServer[] {
  const parameter = (text: string, name: string) => new RegExp(`;\\s*${name}="([^"]*)"`).exec(text)?.[1];
  return [...link.matchAll(/<([^>]*)>([^<]*)/g)]
    .filter(([, , parameters]) => parameter(parameters!, 'rel') === 'ice-server')
    .map(([, urls, parameters]) => ({
      urls: urls!,
      username: parameter(parameters!, 'username'),
      credential: parameter(parameters!, 'credential'),
    }));
}
