// A WHIP and WHEP client over any RTCPeerConnection: offer by POST, restart by PATCH, end by DELETE (RFC 9725).
export class Whip {
  constructor(host, pc) {
    this.host = host;
    this.pc = pc;
  }

  /** Of our answer it believes only candidates of one transport, when told so, and more about Opus. */
  async join({ call, publish, transport, fmtp }) {
    this.keeps = transport;
    this.fmtp = fmtp;
    await this.pc.setLocalDescription(await this.pc.createOffer());
    const response = await fetch(new URL(`/${publish ? 'whip' : 'whep'}/${call}`, this.host), {
      method: 'POST',
      headers: { 'content-type': 'application/sdp' },
      body: this.pc.localDescription.sdp,
    });
    this.answer = await response.text();
    if (response.status !== 201) throw new Error(`${response.status}: ${this.answer}`);
    this.session = new URL(response.headers.get('location'), this.host);
    this.etag = response.headers.get('etag');
    await this.accept();
    await this.connected();
    return { offer: this.pc.localDescription.sdp, answer: this.answer };
  }

  /** New credentials in mid-call; the answer is the old one with the server's new ones. */
  async restart() {
    const before = (await this.pair()).id;
    const offer = await this.pc.createOffer({ iceRestart: true });
    await this.pc.setLocalDescription(offer);
    const lines = (sdp, pattern) => sdp.split(/\r?\n/).filter((line) => pattern.test(line));
    const media = lines(offer.sdp, /^m=/)[0];
    const fragment = [...new Set(lines(offer.sdp, /^a=(ice-ufrag|ice-pwd|ice-options):/)), media, ...lines(offer.sdp, /^a=mid:/), ''];
    const response = await fetch(this.session, {
      method: 'PATCH',
      headers: { 'content-type': 'application/trickle-ice-sdpfrag', 'if-match': this.etag },
      body: fragment.join('\r\n'),
    });
    const text = await response.text();
    if (response.status !== 200) throw new Error(`${response.status}: ${text}`);
    this.etag = response.headers.get('etag');
    for (const name of ['ice-ufrag', 'ice-pwd'])
      this.answer = this.answer.replaceAll(new RegExp(`^a=${name}:.*$`, 'gm'), lines(text, new RegExp(`^a=${name}:`))[0]);
    await this.accept();
    while ([before, undefined].includes((await this.pair()).id)) await new Promise((done) => setTimeout(done, 50));
  }

  async leave() {
    await fetch(this.session, { method: 'DELETE' });
    this.pc.close();
  }

  async accept() {
    const lines = this.answer.split(/\r?\n/)
      .filter((line) => !this.keeps || !line.startsWith('a=candidate:') || line.split(' ')[2].toLowerCase() === this.keeps.toLowerCase())
      .map((line) => (this.fmtp && /^a=fmtp:111 /.test(line) ? `${line};${this.fmtp}` : line));
    await this.pc.setRemoteDescription({ type: 'answer', sdp: lines.join('\r\n') });
  }

  async connected() {
    const { pc } = this;
    if (pc.connectionState === 'connected') return;
    const state = await new Promise((settled) => {
      const look = () => {
        if (!['connected', 'failed', 'closed'].includes(pc.connectionState)) return;
        pc.removeEventListener('connectionstatechange', look);
        settled(pc.connectionState);
      };
      pc.addEventListener('connectionstatechange', look);
    });
    if (state !== 'connected') throw new Error(`${state}, ICE ${pc.iceConnectionState}: ${await this.paths()}`);
  }

  /** What was tried, for a test that failed. */
  async paths() {
    const all = await this.pc.getStats();
    const end = (id) => { const { protocol, tcpType, address, port } = all.get(id) ?? {}; return `${protocol} ${tcpType ?? ''} ${address}:${port}`; };
    const pairs = [...all.values()].filter((one) => one.type === 'candidate-pair');
    return pairs.map((one) => `${one.state}, ${end(one.localCandidateId)} to ${end(one.remoteCandidateId)}`).join('; ') || 'no pair';
  }

  /** The pair of candidates in use. */
  async pair() {
    const all = [...(await this.pc.getStats()).values()];
    const transport = all.find((one) => one.type === 'transport');
    return all.find((one) => one.id === transport?.selectedCandidatePairId)
      ?? all.find((one) => one.type === 'candidate-pair' && one.selected) ?? {};
  }

  /** What the path and its keys are made of. */
  async stats() {
    const pair = await this.pair();
    const all = await this.pc.getStats();
    const local = all.get(pair.localCandidateId) ?? {};
    const transport = [...all.values()].find((one) => one.type === 'transport') ?? {};
    const sent = [...all.values()].find((one) => one.type === 'outbound-rtp') ?? {};
    return {
      protocol: local.protocol,
      candidate: local.candidateType,
      srtp: transport.srtpCipher,
      bytesEach: sent.bytesSent / sent.packetsSent,
    };
  }
}
