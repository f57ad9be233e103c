// Makes calls while the memory of WebAssembly is full but for some bytes, and prints what is wrong. A program of its own, as
// memory never shrinks.

import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { adaptive, AnsCoder, ChainCoder, code, CustomModel, decodeBytes, encodeBytes, InterleavedAnsCoder } from 'constriction';
import { Model, model, QueueDecoder, QueueEncoder, RangeDecoder, RangeEncoder, StackCoder } from 'constriction';

const folder = dirname(createRequire(import.meta.url).resolve('constriction/package.json'));
const glue = await import(pathToFileURL(join(folder, 'wasm/glue.js')));
const { __wbindgen_malloc: allocate, __wbindgen_free: release } = glue.initSync();

/** Takes all memory but for some bytes; returns what gives it back. */
function fill(left) {
  const kept = left > 0 ? allocate(left, 1) : undefined;
  const blocks = [];
  for (let size = 2 ** 30; size >= 16; ) {
    try {
      blocks.push([allocate(size, 1), size]);
    } catch {
      size /= 2;
    }
  }
  if (kept !== undefined) release(kept, left, 1);
  return () => {
    for (const [place, size] of blocks) release(place, size, 1);
  };
}

const N = 100_000;
const symbols = Uint8Array.from({ length: N }, (_, index) => (index * index) % 7);
const many = new Uint8Array(3_000_000).fill(3);
const mean = Float64Array.from({ length: N }, (_, index) => index % 5);
const std = new Float32Array(N).fill(2);
const gaussian = model.quantizedGaussian({ min: -10, max: 10 });
const params = { mean, std };
const dice = model.uniform({ size: 7 });
const escaping = model.quantizedGaussian({ min: 0, max: 1, mean: 0, std: 2, zeroProbability: 'escape' });
const rows = model.categorical();
const row = { probabilities: Float64Array.from({ length: 300 }, (_, index) => index + 1) };
const probabilities = Float32Array.from({ length: N }, (_, index) => 1 + (index % 100));
const large = model.categorical({ probabilities });
const triangle = new CustomModel({ min: 0, max: 6, cdf: (x) => Math.min(Math.max((x + 0.5) / 7, 0), 1) });
const learner = () => adaptive.categorical({ numSymbols: 7, numContexts: 1000 });
const words = Uint32Array.from({ length: 300_000 }, (_, index) => Math.imul(index + 1, 2654435761) | 1);
const bytes = new Uint8Array(words.buffer.slice(0));
const text = String(model.categorical({ probabilities: probabilities.slice(0, 10_000) }));
const compressed = encodeBytes(many);

const ans = () => new AnsCoder(words);
const range = () => {
  const encoder = new RangeEncoder();
  encoder.encode(symbols, gaussian, params);
  return encoder;
};
const lanes = () => {
  const coder = new InterleavedAnsCoder();
  coder.encodeReverse(symbols, gaussian, params);
  return coder;
};
const chain = () => new ChainCoder(words, { seal: true });
const gamma = code.expGolomb();
const queue = () => {
  const encoder = new QueueEncoder();
  encoder.encode(symbols, gamma);
  return encoder;
};
const stack = () => {
  const coder = new StackCoder();
  coder.encodeReverse(symbols, gamma);
  return coder;
};
const unary = code.unary();
const long = new Uint32Array(100).fill(2 ** 18);
const nothing = () => undefined;
const all = (count, call) => {
  for (let index = 0; index < count; index++) call(index);
};

/** What calls are made on, and the calls. */
const calls = [
  [ans, (coder) => coder.encodeReverse(symbols, gaussian, params)],
  [ans, (coder) => coder.encodeReverse(many, dice)],
  [ans, (coder) => coder.encodeReverse(symbols, escaping)],
  [ans, (coder) => coder.encodeReverse(symbols, triangle)],
  [ans, (coder) => coder.encodeReverse(symbols, learner(), { order: 1 })],
  [ans, (coder) => coder.encodeReverse([3], rows, row)],
  [ans, (coder) => coder.encodeSymbol(3, rows, row)],
  [ans, (coder) => coder.encodeSymbol(3, gaussian, { mean: 1, std: 2 })],
  [ans, (coder) => coder.encodeSymbol(3, escaping)],
  [ans, (coder) => coder.encodeInterval(new Uint32Array(N), 1, 24)],
  [ans, (coder) => coder.advance(new Uint32Array(N), 1, 24)],
  [ans, (coder) => coder.decode(N, gaussian, params)],
  [ans, (coder) => coder.decode(many.slice(), dice)],
  [ans, (coder) => coder.decode(N, triangle)],
  [ans, (coder) => coder.decode(N, learner())],
  [ans, (coder) => coder.decode(N, large)],
  [ans, (coder) => coder.decodeSymbol(rows, row)],
  [ans, (coder) => coder.getCompressed()],
  [ans, (coder) => coder.getBinary()],
  [ans, (coder) => coder.toBytes()],
  [ans, (coder) => coder.bulk()],
  [ans, (coder) => coder.clone()],
  [ans, (coder) => coder.pos()],
  [range, (coder) => coder.encode(symbols, gaussian, params)],
  [range, (coder) => coder.encode(symbols, learner())],
  [range, (coder) => coder.getCompressed()],
  [range, (coder) => coder.toBytes()],
  [range, (coder) => coder.bulk()],
  [range, (coder) => coder.getDecoder()],
  [range, (coder) => coder.clone()],
  [range, (coder) => coder.state],
  [lanes, (coder) => coder.encodeReverse(symbols, gaussian, params)],
  [lanes, (coder) => coder.decode(N, gaussian, params)],
  [lanes, (coder) => coder.getCompressed()],
  [lanes, (coder) => coder.toBytes()],
  [lanes, (coder) => coder.clone()],
  [chain, (coder) => coder.decode(N, gaussian, params)],
  [chain, (coder) => coder.getData({ unseal: true })],
  [chain, (coder) => coder.getRemainders()],
  [chain, (coder) => coder.clone()],
  [queue, (coder) => coder.encode(symbols, gamma)],
  [queue, (coder) => coder.encode(long, unary)],
  [queue, (coder) => coder.getCompressed()],
  [queue, (coder) => coder.toBytes()],
  [queue, (coder) => coder.getDecoder().decode(N, gamma)],
  [queue, (coder) => coder.clone()],
  [stack, (coder) => coder.encodeReverse(symbols, gamma)],
  [stack, (coder) => coder.encodeReverse(long, unary)],
  [stack, (coder) => coder.decode(new BigUint64Array(N), gamma)],
  [stack, (coder) => coder.getCompressed()],
  [stack, (coder) => coder.toBytes()],
  [learner, (learned) => learned.clone()],
  [learner, (learned) => learned.save()],
  [learner, (learned) => learned.costBits(symbols)],
  [nothing, () => new RangeDecoder(words).decode(N, dice)],
  [nothing, () => RangeDecoder.fromBytes(bytes).decodeSymbol(dice)],
  [nothing, () => new QueueDecoder(words).decodeSymbol(gamma)],
  [nothing, () => QueueDecoder.fromBytes(bytes)],
  [nothing, () => AnsCoder.fromBinary(words)],
  [nothing, () => AnsCoder.fromBytes(bytes)],
  [nothing, () => new InterleavedAnsCoder(undefined, { lanes: 64 })],
  [nothing, () => new QueueEncoder()],
  [nothing, () => model.categorical({ probabilities })],
  [nothing, () => model.categorical({ probabilities, quantization: 'integer' })],
  [nothing, () => model.categoricalLogits({ logits: probabilities })],
  [nothing, () => model.gaussianMixture({ min: 0, max: 9, weights: probabilities, means: probabilities, stds: probabilities })],
  [nothing, () => model.cdfTable({ tables: Array.from({ length: 1000 }, () => ({ cumulative: [0, 1, 2 ** 16] })) })],
  [nothing, () => Model.parse(text)],
  [nothing, () => String(large)],
  [nothing, () => large.probabilities()],
  [nothing, () => large.entropy()],
  [nothing, () => large.costBits(many)],
  [nothing, () => dice.pmf(many)],
  [nothing, () => gaussian.cdf(symbols, params)],
  [nothing, () => dice.interval(3)],
  [nothing, () => dice.interval(8)],
  [nothing, () => large.symbolAt(5)],
  [nothing, () => dice.support()],
  [nothing, () => triangle.pmf(symbols)],
  [nothing, () => code.huffman({ probabilities })],
  [nothing, () => code.canonicalHuffman({ probabilities })],
  [nothing, () => code.canonicalHuffman({ lengths: new Uint8Array(2 ** 16).fill(16) })],
  [nothing, () => unary.codeword(100_000)],
  [nothing, () => adaptive.bitTree({ bits: 16, numContexts: 10 })],
  [nothing, () => adaptive.mixer({ bits: 8, numInputs: 3 })],
  [nothing, () => encodeBytes(many)],
  [nothing, () => encodeBytes(many, { order: 1 })],
  [nothing, () => decodeBytes(compressed)],
  // 4 KB that claim 2 GiB.
  [nothing, () => decodeBytes(Uint8Array.from({ length: 4101 }, (_, i) => [128, 128, 128, 128, 8][i] ?? i % 2), 2 ** 32 - 1)],
  [ans, (coder) => all(N, (index) => coder.encodeSymbol(index % 7, gaussian, { mean: 1, std: 2 }))],
  [range, (coder) => all(N, (index) => coder.encodeSymbol(index % 7, dice))],
];

/** What a coder has, or the state of a model that learns. */
function stateOf(object) {
  if (object === undefined) return '';
  if (object instanceof ChainCoder) return object.getRemainders().join(' ');
  return String(object.getCompressed?.() ?? object.save());
}

let refused = 0;
for (const left of [0, 2 ** 10, 2 ** 16, 1_100_000, 2 ** 21, 5_000_000, 2 ** 24, 2 ** 26]) {
  for (const [make, call] of calls) {
    const object = make();
    const before = stateOf(object);
    const giveBack = fill(left);
    let error;
    try {
      call(object);
    } catch (thrown) {
      error = thrown;
    }
    giveBack();
    const name = `${call} with ${left} bytes`;
    if (error !== undefined && !(error instanceof RangeError)) console.log(`${name}: ${error.stack}`);
    if (error !== undefined && /memory/.test(error.message)) refused += 1;
    const isSeries = String(call).includes('all(N');
    if (error !== undefined && !isSeries && stateOf(object) !== before) console.log(`${name}: changed`);
    object?.free();
  }
}
console.log(`refused: ${refused > calls.length}`);
