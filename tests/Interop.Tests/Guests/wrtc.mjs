// libwebrtc in Node as guest: node wrtc.mjs HOST
import { createRequire } from 'node:module';
import wrtc from '@roamhq/wrtc';
import { serve, sound } from './orders.mjs';
import { Whip } from './whip.mjs';

const { RTCPeerConnection, MediaStream } = wrtc;
const { RTCAudioSource, RTCAudioSink } = wrtc.nonstandard;
const host = process.argv[2];
const rate = 48000;
const block = rate / 100; // libwebrtc takes 10 ms at a time
let call, pc, clock, heard;

function say(hertz, level) {
  const source = new RTCAudioSource();
  const amplitude = 32767 * 10 ** (level / 20);
  const began = performance.now();
  let at = 0;
  clock = setInterval(() => {
    for (; at < ((performance.now() - began) / 1000) * rate; at += block) {
      const samples = Int16Array.from({ length: block }, (_, i) => amplitude * Math.sin((2 * Math.PI * hertz * (at + i)) / rate));
      source.onData({ samples, sampleRate: rate, bitsPerSample: 16, channelCount: 1, numberOfFrames: block });
    }
  }, 10);
  return source.createTrack();
}

function listen(track) {
  heard = [];
  new RTCAudioSink(track).ondata = ({ samples, sampleRate, channelCount }) => {
    const mono = samples.filter((_, i) => i % channelCount === 0);
    heard.push({ samples: mono, sampleRate });
    if (heard.length > 200) heard.shift();
  };
}

await serve(host, {
  hello: () => ({ version: createRequire(import.meta.url)('@roamhq/wrtc/package.json').version }),
  async join(how) {
    pc = new RTCPeerConnection();
    const direction = how.publish ? (how.listen ? 'sendrecv' : 'sendonly') : 'recvonly';
    const track = how.publish ? say(how.hertz, how.level) : 'audio';
    pc.addTransceiver(track, { direction, streams: how.publish ? [new MediaStream([track])] : [] });
    pc.ontrack = (event) => listen(event.track);
    call = new Whip(host, pc);
    return call.join(how);
  },
  async hear({ seconds }) {
    heard = [];
    while (heard.length < seconds * 100) await new Promise((done) => setTimeout(done, 20));
    return sound(heard.flatMap(({ samples }) => [...samples]), heard[0].sampleRate);
  },
  restart: () => call.restart(),
  stats: () => call.stats(),
  async leave() {
    clearInterval(clock);
    await call.leave();
  },
});
