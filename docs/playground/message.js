// What is coded: bytes, with what the page knows about where they came from.

export const MAX_BYTES = 64 * 2 ** 20;

/** The distinct bytes of a message, ascending, and how often each of the 256 bytes occurs. */
export function histogram(bytes) {
  const counts = new Float64Array(256);
  for (const byte of bytes) counts[byte] += 1;
  const alphabet = [];
  counts.forEach((count, byte) => count > 0 && alphabet.push(byte));
  return { counts, alphabet };
}

/**
 * A message of bytes. `stride` is the distance to the byte that predicts a byte in a model of order 1: 1 for text, 3 for
 * pixels, whose bytes are red, green and blue in turn.
 */
export function message(bytes, { kind = 'file', name = '', stride = 1, size = undefined } = {}) {
  return { bytes, kind, name, stride, size, ...histogram(bytes) };
}

export function fromText(text) {
  return message(new TextEncoder().encode(text), { kind: 'text' });
}

/** Red, green and blue of `rgba`, the data of a canvas. Alpha is dropped. */
export function fromPixels(rgba, width, height, name) {
  const bytes = new Uint8Array(width * height * 3);
  for (let i = 0, j = 0; j < bytes.length; i += 4, j += 3) {
    bytes[j] = rgba[i];
    bytes[j + 1] = rgba[i + 1];
    bytes[j + 2] = rgba[i + 2];
  }
  return message(bytes, { kind: 'image', name, stride: 3, size: { width, height } });
}

/** The first `count` bytes as a message of its own. */
export function head(whole, count) {
  if (whole.bytes.length <= count) return whole;
  return { ...message(whole.bytes.slice(0, count), whole), isHead: true };
}

/** Mean and standard deviation of the bytes, from their counts. */
export function moments({ bytes, counts }) {
  let sum = 0;
  counts.forEach((count, byte) => { sum += count * byte; });
  const mean = sum / bytes.length;
  let squares = 0;
  counts.forEach((count, byte) => { squares += count * (byte - mean) ** 2; });
  return { mean, std: Math.sqrt(squares / bytes.length) };
}

/** A byte as people read it: a character of a text, a number elsewhere. */
export function label(byte, kind) {
  if (kind !== 'text') return String(byte);
  if (byte === 0x20) return '␣';
  if (byte === 0x0a) return '↵';
  if (byte > 0x20 && byte < 0x7f) return String.fromCharCode(byte);
  return `x${byte.toString(16).padStart(2, '0')}`;
}

export function describe({ bytes, alphabet, kind, name, size }) {
  const count = `${bytes.length.toLocaleString('en')} ${bytes.length === 1 ? 'byte' : 'bytes'}, ${alphabet.length} distinct`;
  if (kind === 'text') return `Text of ${count}.`;
  if (kind === 'image') return `${name}: ${size.width} × ${size.height} pixels, ${count}.`;
  return `${name}: ${count}.`;
}
