// Coding a whole message in blocks, so that whoever drives it can show progress and stop in between.

import { AnsCoder, ChainCoder, QueueDecoder, QueueEncoder, RangeDecoder, RangeEncoder, code, model } from './package.js';
import { CHAIN_PRECISION, ChoiceError } from './models.js';

export const CODERS = [
  { id: 'huffman', name: 'Huffman', text: 'A code word of whole bits for each symbol.' },
  { id: 'range', name: 'Range', text: 'Narrows an interval; first in, first out.' },
  { id: 'ans', name: 'ANS', text: 'Grows a number; last in, first out.' },
  { id: 'chain', name: 'Chain', text: 'ANS with two heads, for bits-back coding.' },
];

const BLOCK = 1 << 15;

/** Refuses a precision that a coder cannot have. */
export function checkCoder(coder, precision) {
  if (coder === 'chain' && precision !== CHAIN_PRECISION) {
    throw new ChoiceError('precision', `The chain coder reads ${CHAIN_PRECISION} bits for each symbol: choose ${CHAIN_PRECISION} bits.`);
  }
}

/** Words that look random and are the same everywhere: what the chain coder has to encode on. The last one is not 0. */
export function fillWords(count, seed = 2022) {
  const words = new Uint32Array(count);
  let x = seed;
  for (let i = 0; i < count; i++) {
    x ^= x << 13; x ^= x >>> 17; x ^= x << 5;
    words[i] = x;
  }
  return words;
}

export const bitLength = (number) => (number === 0n ? 0 : number.toString(2).length);

/** Bits in a chain coder's words and heads, without the words that hold the heads. */
export function chainBits(coder) {
  const [compressed, remainders] = coder.getRemainders();
  const heads = coder.heads;
  const headWords = 1 + Math.ceil(bitLength(heads.remainders) / 32);
  return 32 * (compressed.length + remainders.length - headWords)
    + bitLength(BigInt(heads.compressed)) - 1 + bitLength(heads.remainders) - 1;
}

/** How many words of remainders are enough for a message. */
export const chainSupply = (symbols) => Math.ceil((symbols * CHAIN_PRECISION) / 32) + 4;

/** Encoders and decoders by name. Both are called with the plan and a range of places. */
const JOBS = {
  ans: (plan) => {
    const coder = new AnsCoder();
    const encode = encodeBlock(plan);
    return {
      reverse: true,
      encode: (from, to) => encode((symbols, ...models) => coder.encodeReverse(symbols, ...models), from, to),
      finish: () => ({ bits: coder.numValidBits(), words: coder.numWords() }),
      decoder: () => decodeBlock(plan, coder),
      free: () => coder.free(),
    };
  },
  range: (plan) => {
    const coder = new RangeEncoder();
    const encode = encodeBlock(plan);
    let decoder;
    return {
      encode: (from, to) => encode((symbols, ...models) => coder.encode(symbols, ...models), from, to),
      finish: () => ({ bits: coder.numBits(), words: coder.numWords() }),
      decoder: () => decodeBlock(plan, decoder = new RangeDecoder(coder.getCompressed())),
      free: () => { coder.free(); decoder?.free(); },
    };
  },
  chain: (plan) => {
    const coder = new ChainCoder(fillWords(chainSupply(plan.symbols.length)), { isRemainders: true });
    const before = chainBits(coder);
    const encode = encodeBlock(plan);
    return {
      reverse: true,
      encode: (from, to) => encode((symbols, ...models) => coder.encodeReverse(symbols, ...models), from, to),
      finish: () => ({ bits: chainBits(coder) - before, words: undefined }),
      decoder: () => decodeBlock(plan, coder),
      free: () => coder.free(),
    };
  },
  huffman: (plan) => {
    const codes = plan.models.map((one, context) => one && code.huffman({ probabilities: plan.weights(context) }));
    const coder = new QueueEncoder();
    let decoder;
    return {
      encode: (from, to) => {
        if (!plan.hasContexts) return coder.encode(indexes(plan, from, to), codes[0]);
        for (let i = from; i < to; i++) coder.encodeSymbol(plan.symbols[i] - plan.first, codes[plan.contextAt(i)]);
      },
      finish: () => ({ bits: coder.numBits(), words: Math.ceil(coder.numBits() / 32) }),
      decoder: () => {
        decoder = new QueueDecoder(coder.getCompressed());
        return (restored, from, to) => {
          if (!plan.hasContexts) {
            restored.set(decoder.decode(to - from, codes[0]), from);
            if (plan.first > 0) for (let i = from; i < to; i++) restored[i] += plan.first;
          } else {
            for (let i = from; i < to; i++) restored[i] = decoder.decodeSymbol(codes[plan.contextAt(i, restored)]);
          }
        };
      },
      free: () => { coder.free(); decoder?.free(); codes.forEach((one) => one?.free?.()); },
    };
  },
};

function indexes(plan, from, to) {
  const symbols = plan.symbols.subarray(from, to);
  return plan.first === 0 ? symbols : symbols.map((symbol) => symbol - plan.first);
}

/** With contexts, a table for each of them and the numbers of the tables go into one call. */
function encodeBlock(plan) {
  if (!plan.hasContexts) return (call, from, to) => call(plan.symbols.subarray(from, to), plan.models[0]);
  const tables = plan.models.map((one, context) => {
    const cumulative = [0];
    if (one) for (const { left, probability } of plan.intervals(context)) cumulative.push(left + probability);
    else cumulative.push(2 ** plan.precision); // of a context that never comes
    return { cumulative: Uint32Array.from(cumulative), offset: 0 };
  });
  const all = model.cdfTable({ tables, precision: plan.precision });
  return (call, from, to) => {
    const contexts = new Float64Array(to - from);
    for (let i = from; i < to; i++) contexts[i - from] = plan.contextAt(i);
    call(plan.symbols.subarray(from, to), all, { indexes: contexts });
  };
}

function decodeBlock(plan, decoder) {
  if (!plan.hasContexts) return (restored, from, to) => restored.set(decoder.decode(to - from, plan.models[0]), from);
  return (restored, from, to) => {
    for (let i = from; i < to; i++) restored[i] = decoder.decodeSymbol(plan.modelAt(i, restored));
  };
}

/**
 * Encodes and decodes a message. Yields the part that is done, from 0 to 1; returns bits, words, times in milliseconds
 * and whether what was decoded is what was encoded.
 */
export function* measure(coder, plan, block = BLOCK) {
  checkCoder(coder, plan.precision);
  const count = plan.symbols.length;
  const time = { encode: 0, decode: 0 };
  const timed = (what, action) => {
    const start = performance.now();
    const result = action();
    time[what] += performance.now() - start;
    return result;
  };
  let job;
  try {
    job = timed('encode', () => JOBS[coder](plan));
    const blocks = Math.ceil(count / block);
    for (let i = 0; i < blocks; i++) {
      const at = job.reverse ? blocks - 1 - i : i;
      timed('encode', () => job.encode(at * block, Math.min(count, (at + 1) * block)));
      yield (i + 1) / blocks / 2;
    }
    const { bits, words } = job.finish();
    const restored = new Uint8Array(count);
    const decode = timed('decode', () => job.decoder());
    for (let i = 0; i < blocks; i++) {
      timed('decode', () => decode(restored, i * block, Math.min(count, (i + 1) * block)));
      yield 0.5 + (i + 1) / blocks / 2;
    }
    const exact = restored.every((symbol, i) => symbol === plan.symbols[i]);
    return { coder, count, bits, words, encodeMs: time.encode, decodeMs: time.decode, exact };
  } finally {
    job?.free();
  }
}
