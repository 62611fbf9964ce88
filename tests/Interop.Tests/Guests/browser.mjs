// A browser as guest: an oscillator is what it says, an analyser is how it hears.
import { serve, sound } from './orders.mjs';
import { Whip } from './whip.mjs';

const host = location.origin;
const context = new AudioContext({ sampleRate: 48000 });
let call, pc, voice, ear;

function say(hertz, level) {
  const oscillator = new OscillatorNode(context, { frequency: hertz });
  voice = new GainNode(context, { gain: 10 ** (level / 20) });
  const out = new MediaStreamAudioDestinationNode(context, { channelCount: 1 });
  oscillator.connect(voice).connect(out);
  oscillator.start();
  return out.stream;
}

function listen(stream) {
  const player = new Audio(); // Chromium decodes only what an element plays
  player.srcObject = stream;
  player.muted = true;
  player.play();
  ear = new AnalyserNode(context, { fftSize: 32768 });
  context.createMediaStreamSource(stream).connect(ear);
}

async function version() {
  const brands = (await navigator.userAgentData?.getHighEntropyValues(['fullVersionList']))?.fullVersionList;
  return brands?.find((one) => one.brand === 'Chromium')?.version ?? navigator.userAgent.match(/Firefox\/([\d.]+)/)?.[1];
}

await serve(host, {
  async hello() {
    await context.resume();
    return { version: await version() };
  },
  async join(how) {
    pc = new RTCPeerConnection({ iceServers: how.iceServers ?? [], iceTransportPolicy: how.relay ? 'relay' : 'all' });
    const direction = how.publish ? (how.listen ? 'sendrecv' : 'sendonly') : 'recvonly';
    const stream = how.publish ? say(how.hertz, how.level) : null;
    const transceiver = pc.addTransceiver(stream?.getAudioTracks()[0] ?? 'audio', { direction, streams: stream ? [stream] : [] });
    if (how.prefer) {
      const { codecs } = RTCRtpReceiver.getCapabilities('audio');
      const wanted = codecs.filter((one) => one.mimeType === how.prefer);
      transceiver.setCodecPreferences([...wanted, ...codecs.filter((one) => !wanted.includes(one))]);
    }
    pc.addEventListener('track', ({ track }) => listen(new MediaStream([track])));
    call = new Whip(host, pc);
    return call.join(how);
  },
  async hear({ seconds }) {
    const length = Math.round(seconds * context.sampleRate);
    await new Promise((done) => setTimeout(done, seconds * 1000));
    const samples = new Float32Array(ear.fftSize);
    ear.getFloatTimeDomainData(samples);
    return sound(samples.subarray(samples.length - length).map((sample) => sample * 32768), context.sampleRate);
  },
  say: ({ level }) => {
    voice.gain.value = level === null ? 0 : 10 ** (level / 20);
  },
  restart: () => call.restart(),
  stats: () => call.stats(),
  leave: () => call.leave(),
  reload: () => ({ last: () => location.reload() }),
});
