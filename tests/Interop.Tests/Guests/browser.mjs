// A browser as guest. An oscillator is what it says, an analyser is how it hears; Firefox, whose audio graph stands still
// on a machine without a sound card, says its fake microphone's tone, and decodes what it has recorded.
import { serve, sound } from './orders.mjs';
import { Whip } from './whip.mjs';

const host = location.origin;
const context = new AudioContext({ sampleRate: 48000 });
const delay = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));
let call, pc, voice, ear, remote, soundless;

async function say(hertz, level) {
  if (soundless) return navigator.mediaDevices.getUserMedia({ audio: { echoCancellation: false, noiseSuppression: false, autoGainControl: false } });
  const oscillator = new OscillatorNode(context, { frequency: hertz });
  voice = new GainNode(context, { gain: 10 ** (level / 20) });
  const out = new MediaStreamAudioDestinationNode(context, { channelCount: 1 });
  oscillator.connect(voice).connect(out);
  oscillator.start();
  return out.stream;
}

function listen(stream) {
  remote = stream;
  const player = new Audio(); // Chromium decodes only what an element plays
  player.srcObject = stream;
  player.muted = true;
  player.play();
  if (soundless) return;
  ear = new AnalyserNode(context, { fftSize: 32768 });
  context.createMediaStreamSource(stream).connect(ear);
}

async function record(seconds) {
  const recorder = new MediaRecorder(remote, { mimeType: 'audio/ogg;codecs=opus', audioBitsPerSecond: 128000 });
  const parts = [];
  recorder.ondataavailable = ({ data }) => parts.push(data);
  const stopped = new Promise((done) => (recorder.onstop = done));
  recorder.start();
  await delay(seconds * 1000 + 500);
  recorder.stop();
  await stopped;
  const decoder = new OfflineAudioContext(1, 1, context.sampleRate);
  const heard = await decoder.decodeAudioData(await new Blob(parts).arrayBuffer());
  return heard.getChannelData(0).slice(-seconds * context.sampleRate);
}

async function overhear(seconds) {
  await delay(seconds * 1000);
  const samples = new Float32Array(ear.fftSize);
  ear.getFloatTimeDomainData(samples);
  return samples.subarray(samples.length - Math.round(seconds * context.sampleRate));
}

async function version() {
  const brands = (await navigator.userAgentData?.getHighEntropyValues(['fullVersionList']))?.fullVersionList;
  return brands?.find((one) => one.brand === 'Chromium')?.version ?? navigator.userAgent.match(/Firefox\/([\d.]+)/)?.[1];
}

await serve(host, {
  async hello() {
    soundless = await Promise.race([context.resume().then(() => false), delay(1000).then(() => true)]);
    return { version: await version() };
  },
  async join(how) {
    pc = new RTCPeerConnection(how.relay ? { iceServers: [how.relay], iceTransportPolicy: 'relay' } : {});
    const direction = how.publish ? (how.listen ? 'sendrecv' : 'sendonly') : 'recvonly';
    const stream = how.publish ? await say(how.hertz, how.level) : null;
    pc.addTransceiver(stream?.getAudioTracks()[0] ?? 'audio', { direction, streams: stream ? [stream] : [] });
    pc.addEventListener('track', ({ track }) => listen(new MediaStream([track])));
    call = new Whip(host, pc);
    return call.join(how);
  },
  async hear({ seconds }) {
    const samples = await (soundless ? record : overhear)(seconds);
    return sound(samples.map((sample) => sample * 32768), context.sampleRate);
  },
  say: ({ level }) => {
    voice.gain.value = level === null ? 0 : 10 ** (level / 20);
  },
  restart: () => call.restart(),
  stats: () => call.stats(),
  leave: () => call.leave(),
  reload: () => ({ last: () => location.reload() }),
});
