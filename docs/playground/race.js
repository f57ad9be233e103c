// Huffman against ANS: a message of two symbols, one of which has the probability p.

import { AnsCoder, QueueEncoder, code, model } from './package.js';

export const COUNT = 4000;
const PRECISION = 16;

export const entropy = (p) => (p <= 0 || p >= 1 ? 0 : -p * Math.log2(p) - (1 - p) * Math.log2(1 - p));

/** `count` symbols with as many zeros as a share of `p` is, spread evenly by a sequence that looks random. */
export function tosses(p, count = COUNT) {
  const zeros = Math.round(p * count);
  const order = Array.from({ length: count }, (_, i) => [(Math.imul(i + 1, 2654435761) >>> 0), i]).sort((a, b) => a[0] - b[0]);
  const symbols = new Uint8Array(count).fill(1);
  for (const [, place] of order.slice(0, zeros)) symbols[place] = 0;
  return symbols;
}

/** Bytes that each coder stores for the message, and what it is worth. */
export function race(p) {
  const symbols = tosses(p);
  const weights = [p, 1 - p];
  const table = model.categorical({ probabilities: weights, precision: PRECISION });
  const huffman = code.huffman({ probabilities: weights });
  const [ans, queue] = [new AnsCoder(), new QueueEncoder()];
  try {
    ans.encodeReverse(symbols, table);
    queue.encode(symbols, huffman);
    return { ideal: (COUNT * entropy(p)) / 8, ans: 4 * ans.numWords(), huffman: 4 * Math.ceil(queue.numBits() / 32) };
  } finally {
    for (const one of [ans, queue, table, huffman]) one.free();
  }
}
