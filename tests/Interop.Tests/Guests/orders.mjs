// A guest fetches what it is to do, does it and posts what it found, until one of its acts is the last.
export async function serve(host, acts) {
  for (;;) {
    const response = await fetch(new URL('/orders', host));
    const { id, what, how } = await response.json();
    let found;
    try {
      found = (await acts[what](how ?? {})) ?? {};
    } catch (failure) {
      found = { error: `${what}: ${failure}\n${failure?.stack}` };
    }
    const { last, ...body } = found;
    await fetch(new URL(`/orders/${id}`, host), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (last) return last();
  }
}

/** Sound as the tests take it: 16 bits, little-endian, base64. */
export function sound(samples, rate) {
  const bytes = new Uint8Array(samples.length * 2);
  const view = new DataView(bytes.buffer);
  samples.forEach((sample, i) => view.setInt16(2 * i, Math.max(-32768, Math.min(32767, Math.round(sample))), true));
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return { rate, samples: btoa(text) };
}
