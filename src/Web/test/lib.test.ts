import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { format } from '../src/lib/i18n';
import { iceServersOf } from '../src/lib/ice-servers';
import { newId } from '../src/lib/id';
import { percent } from '../src/lib/levels';
import { pause } from '../src/lib/retry';
import { span } from '../src/lib/time';

interface Vector {
  language: string;
  text: string;
  args: Record<string, string | number>;
  expected: string;
}

// The server's MessageFormat is held to the same file.
const vectors = JSON.parse(readFileSync(new URL('message-vectors.json', import.meta.url), 'utf8')) as Vector[];

test.each(vectors)('$language: $text with $args', ({ language, text, args, expected }) => {
  expect(format(text, args, language)).toBe(expected);
});

test('ids are UUIDv7 in 32 digits, later ones greater', () => {
  expect(newId()).toMatch(/^[0-9a-f]{12}7[0-9a-f]{3}[89ab][0-9a-f]{15}$/);
  expect(newId(1000) < newId(2000)).toBe(true);
});

test('retries spread out and never wait longer than twenty seconds', () => {
  expect(pause(0, 0)).toBeCloseTo(350);
  expect(pause(50, 1)).toBeLessThanOrEqual(20_000);
});

test('times are read as on a clock', () => {
  expect(span(1456.7)).toBe('24:16');
  expect(span(3727)).toBe('1:02:07');
  expect(span(-1)).toBe('0:00');
});

test('a meter shows -60 to 0 dBFS', () => {
  expect([percent(-120), percent(-60), percent(-30), percent(0), percent(3)]).toEqual([0, 0, 50, 100, 100]);
});

test('relays are read out of Link headers, joined by commas as fetch gives them', () => {
  const link =
    '<stun:stun.example.la:3478>; rel="ice-server", </style.css>; rel="preload", ' +
    '<turn:turn.example.la:3478?transport=udp>; rel="ice-server"; username="1800000000:ada"; credential="a+b/c="; credential-type="password"';
  expect(iceServersOf(link)).toEqual([
    { urls: 'stun:stun.example.la:3478', username: undefined, credential: undefined },
    { urls: 'turn:turn.example.la:3478?transport=udp', username: '1800000000:ada', credential: 'a+b/c=' },
  ]);
  expect(iceServersOf('')).toEqual([]);
});
