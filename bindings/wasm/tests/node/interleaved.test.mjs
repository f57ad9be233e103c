// What only interleaved coders do: numbers of states, and a stream that says when it ends.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AnsCoder, InterleavedAnsCoder, model } from 'constriction';
import { vectors } from './data.mjs';

const LANES = [1, 2, 4, 8, 16, 32, 64];
const COUNT = 3001;
const gaussian = model.quantizedGaussian({ min: -100, max: 100 });
const mean = Float64Array.from({ length: COUNT }, (_, index) => 40 * Math.sin(index));
const params = { mean, std: mean.map((_, index) => 1 + (index % 13)) };
const symbols = Int32Array.from(mean, (mean, index) => Math.round(mean + 3 * Math.cos(7 * index)));

function encoded(options) {
  const coder = new InterleavedAnsCoder(undefined, options);
  coder.encodeReverse(symbols, gaussian, params);
  return coder;
}

test('the words are those of Rust', () => {
  // The others are of another format, or have a table that ends at 2^32.
  const isHere = ({ format, precision }) => format === 'default' && precision < 32;
  const cases = vectors('interleaved.json').coder.filter(isHere);
  assert.equal(cases.length, 3);
  for (const { name, precision, lanes, tables, indices, symbols, words } of cases) {
    const cumulatives = tables.map((probabilities) => {
      let sum = 0;
      return { cumulative: [0, ...probabilities.map((probability) => (sum += probability))], offset: 0 };
    });
    const table = model.cdfTable({ tables: cumulatives, precision });
    const coder = new InterleavedAnsCoder(undefined, { lanes });
    coder.encodeReverse(symbols, table, { indexes: indices });
    assert.deepEqual(Array.from(coder.getCompressed()), words, name);
    const decoder = new InterleavedAnsCoder(words);
    assert.equal(decoder.lanes, lanes);
    assert.deepEqual(Array.from(decoder.decode(symbols.length, table, { indexes: indices })), symbols, name);
    assert(decoder.isEmpty());
  }
});

test('the first call chooses the number of states', () => {
  for (const [count, lanes] of [[1, 1], [511, 1], [512, 2], [2000, 8], [16_384, 64], [100_000, 64]]) {
    const coder = new InterleavedAnsCoder();
    assert.equal(coder.lanes, undefined);
    coder.encodeReverse(new Uint8Array(count), model.uniform({ size: 3 }));
    assert.equal(coder.lanes, lanes);
    assert.equal(coder.getCompressed().at(-1), lanes);
    coder.clear();
    assert.equal(coder.lanes, undefined);
  }
});

test('any number of states leads back, also in pieces and one by one', () => {
  for (const lanes of LANES) {
    const coder = encoded({ lanes });
    const words = coder.getCompressed();
    assert.deepEqual([coder.lanes, coder.numWords(), coder.numBits()], [lanes, words.length, 32 * words.length]);
    const decoder = InterleavedAnsCoder.fromBytes(coder.toBytes());
    const copy = decoder.clone();
    const part = (start, end) => ({ mean: mean.subarray(start, end), std: params.std.subarray(start, end) });
    assert.equal(decoder.decodeSymbol(gaussian, part(0, 1)), symbols[0]);
    assert.deepEqual(decoder.decode(99, gaussian, part(1, 100)), symbols.subarray(1, 100));
    assert.deepEqual(decoder.decode(new Int16Array(COUNT - 100), gaussian, part(100)), Int16Array.from(symbols.subarray(100)));
    assert(decoder.isEmpty() && !copy.isEmpty());
    assert.deepEqual(copy.getCompressed(), words);
    copy.clear();
    assert.deepEqual([copy.isEmpty(), copy.lanes], [true, lanes]);
    for (const symbol of symbols.subarray(0, 100).toReversed()) copy.encodeSymbol(symbol, gaussian, { mean: 0, std: 30 });
    assert.deepEqual(copy.decode(100, gaussian, { mean: 0, std: 30 }), symbols.subarray(0, 100));
    copy.free();
  }
});

test('one state has the words of an ANS coder above its lower bound', () => {
  const stack = new AnsCoder([0, 1]);
  stack.encodeReverse(symbols, gaussian, params);
  assert.deepEqual(Array.from(encoded({ lanes: 1 }).getCompressed()), [...stack.getCompressed(), 1]);
});

test('what is wrong is an error, and changes nothing', () => {
  for (const lanes of [0, 65, -1, 1.5]) assert.throws(() => new InterleavedAnsCoder(undefined, { lanes }), RangeError);
  assert.throws(() => new InterleavedAnsCoder(undefined, { lanes: 3 }), /power of two from 1 to 64, not 3/);
  assert.throws(() => new InterleavedAnsCoder(encoded().getCompressed(), { lanes: 8 }), TypeError);
  assert.throws(() => new InterleavedAnsCoder(undefined, { lane: 8 }), TypeError);
  assert.throws(() => new InterleavedAnsCoder([1, 2, 3]), RangeError);
  const coder = encoded();
  const before = coder.getCompressed();
  assert.throws(() => coder.encodeReverse([1, 101, 2], gaussian, { mean: 0, std: 5 }), (error) => error.index === 1);
  assert.throws(() => coder.decode(COUNT + 1, gaussian, { mean: 0, std: 5 }), RangeError);
  assert.deepEqual(coder.getCompressed(), before);
});
