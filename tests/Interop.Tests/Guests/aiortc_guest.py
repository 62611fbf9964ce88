"""aiortc as guest: python3 aiortc_guest.py HOST. It shares no code with browsers: DTLS, SRTP and ICE are its own."""
import asyncio
import base64
import fractions
import json
import sys
import urllib.error
import urllib.parse
import urllib.request
import warnings

warnings.filterwarnings("ignore")

import aiortc
import av
import numpy

HOST = sys.argv[1]
RATE = 48000
BLOCK = RATE // 50


def fetch(path, body=None, kind=None, method=None):
    """One HTTP request: (status, headers, text)."""
    headers = {"content-type": kind} if kind else {}
    data = body.encode() if body is not None else None
    request = urllib.request.Request(urllib.parse.urljoin(HOST, path), data, headers, method=method)
    try:
        with urllib.request.urlopen(request) as response:
            return response.status, response.headers, response.read().decode()
    except urllib.error.HTTPError as refused:
        return refused.code, refused.headers, refused.read().decode()


class Tone(aiortc.MediaStreamTrack):
    """A sine at the pace of speech."""

    kind = "audio"

    def __init__(self, hertz, level):
        super().__init__()
        self.hertz, self.amplitude, self.at, self.began = hertz, 32767 * 10 ** (level / 20), 0, None

    async def recv(self):
        loop = asyncio.get_running_loop()
        self.began = self.began or loop.time()
        await asyncio.sleep(max(0, self.began + self.at / RATE - loop.time()))
        wave = self.amplitude * numpy.sin(2 * numpy.pi * self.hertz * (self.at + numpy.arange(BLOCK)) / RATE)
        frame = av.AudioFrame.from_ndarray(wave.astype(numpy.int16).reshape(1, -1), format="s16", layout="mono")
        frame.sample_rate, frame.pts, frame.time_base = RATE, self.at, fractions.Fraction(1, RATE)
        self.at += BLOCK
        return frame


class Guest:
    """What it can be asked to do."""

    async def hello(self):
        return {"version": aiortc.__version__}

    async def join(self, call, publish=False, listen=False, hertz=0, level=0, **_):
        self.pc, self.heard = aiortc.RTCPeerConnection(), []
        direction = ("sendrecv" if listen else "sendonly") if publish else "recvonly"
        self.pc.addTransceiver(Tone(hertz, level) if publish else "audio", direction=direction)
        connected = asyncio.get_running_loop().create_future()

        @self.pc.on("track")
        def on_track(track):
            self.listening = asyncio.ensure_future(self.listen(track))

        @self.pc.on("connectionstatechange")
        def on_change():
            if self.pc.connectionState == "connected" and not connected.done():
                connected.set_result(None)
            if self.pc.connectionState == "failed" and not connected.done():
                connected.set_exception(RuntimeError("failed"))

        await self.pc.setLocalDescription(await self.pc.createOffer())
        path = f"/{'whip' if publish else 'whep'}/{call}"
        offer = self.pc.localDescription.sdp
        status, headers, answer = await asyncio.to_thread(fetch, path, offer, "application/sdp")
        if status != 201:
            raise RuntimeError(f"{status}: {answer}")
        self.session = headers["location"]
        await self.pc.setRemoteDescription(aiortc.RTCSessionDescription(answer, "answer"))
        await connected
        return {"offer": offer, "answer": answer}

    async def listen(self, track):
        try:
            while True:
                frame = await track.recv()
                self.heard.append(frame.to_ndarray().reshape(-1)[:: len(frame.layout.channels)])
                del self.heard[:-200]
        except aiortc.mediastreams.MediaStreamError:
            pass

    async def hear(self, seconds):
        self.heard.clear()
        while len(self.heard) < seconds * 50:
            await asyncio.sleep(0.02)
        samples = numpy.concatenate(self.heard).astype("<i2")
        return {"rate": RATE, "samples": base64.b64encode(samples.tobytes()).decode()}

    async def stats(self):
        return {"protocol": "udp"}

    async def leave(self):
        await asyncio.to_thread(fetch, self.session, None, None, "DELETE")
        await self.pc.close()


async def serve():
    guest = Guest()
    while True:
        _, _, text = await asyncio.to_thread(fetch, "/orders")
        order = json.loads(text)
        try:
            found = await getattr(guest, order["what"])(**(order["how"] or {})) or {}
        except Exception as failure:  # the test wants to know of any
            found = {"error": f"{order['what']}: {failure!r}"}
        await asyncio.to_thread(fetch, f"/orders/{order['id']}", json.dumps(found), "application/json")


asyncio.run(serve())
