// All types of arrays.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runInNewContext } from 'node:vm';
import { AnsCoder, code, model, QueueEncoder, RangeEncoder } from 'constriction';

const SMALL = [Int8Array, Uint8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array, Uint32Array];
const LARGE = [BigInt64Array, BigUint64Array];
const symbols = [3, 0, 77, 100, 1];
const uniform = model.uniform({ size: 101 });

function expected() {
  const coder = new AnsCoder();
  coder.encodeReverse(symbols, uniform);
  return coder.getCompressed();
}

test('symbols of all integer types are coded alike', () => {
  for (const Type of [...SMALL, ...LARGE]) {
    const given = Type.from(symbols, LARGE.includes(Type) ? BigInt : Number);
    const coder = new AnsCoder();
    coder.encodeReverse(given, uniform);
    assert.deepEqual(coder.getCompressed(), expected(), Type.name);
    const places = new Type(symbols.length);
    assert.equal(coder.decode(places, uniform), places);
    assert.deepEqual(places, given);
    const queue = new QueueEncoder();
    queue.encode(given, code.unary());
    assert.deepEqual(queue.getDecoder().decode(new Type(symbols.length), code.unary()), given);
  }
});

test('arrays of numbers and of bigints are symbols', () => {
  for (const given of [symbols, symbols.map(BigInt), [3n, 0, 77, 100n, -0 + 1]]) {
    const coder = new AnsCoder();
    coder.encodeReverse(given, uniform);
    assert.deepEqual(coder.getCompressed(), expected());
  }
});

test('parts of buffers are symbols and places', () => {
  const whole = Int16Array.from([9, ...symbols, 9]);
  const coder = new AnsCoder();
  coder.encodeReverse(whole.subarray(1, 6), uniform);
  assert.deepEqual(coder.getCompressed(), expected());
  coder.decode(whole.subarray(0, 5), uniform);
  assert.deepEqual(Array.from(whole), [...symbols, 1, 9]);
});

test('arrays of another realm are arrays', () => {
  const coder = new AnsCoder();
  coder.encodeReverse(runInNewContext('Int32Array.of(3, 0, 77, 100, 1)'), uniform);
  assert.deepEqual(coder.getCompressed(), expected());
  assert.deepEqual(new AnsCoder(runInNewContext(`Uint32Array.of(${coder.getCompressed()})`)).decode(5, uniform), Int32Array.from(symbols));
});

test('no symbols cost nothing', () => {
  const encoder = new RangeEncoder();
  encoder.encode([], uniform);
  encoder.encode(new Int8Array(0), model.categorical(), { probabilities: [] });
  assert(encoder.isEmpty());
  assert.equal(encoder.getCompressed().length, 0);
  assert.deepEqual(encoder.getDecoder().decode(0, uniform), new Int32Array(0));
});

test('parameters of all types are numbers', () => {
  const gaussian = model.quantizedGaussian({ min: -10, max: 10 });
  const words = (mean) => {
    const coder = new AnsCoder();
    coder.encodeReverse([1, 2, 3], gaussian, { mean, std: 2 });
    return coder.getCompressed();
  };
  for (const Type of [...SMALL, Float32Array, Float64Array, Array]) assert.deepEqual(words(Type.of(3, 2, 1)), words([3, 2, 1]));
  assert.deepEqual(words(BigInt64Array.of(3n, 2n, 1n)), words([3, 2, 1]));
  assert.deepEqual(words(2), words([2, 2, 2]));
});

test('single precision is kept', () => {
  const probabilities = [0.1, 0.2, 0.3, 0.4];
  const make = (Type) => model.categorical({ probabilities: Type.from(probabilities), quantization: 'fast' });
  assert.match(String(make(Float32Array)), /float32/);
  assert.doesNotMatch(String(make(Float64Array)), /float32/);
});

test('symbols of codes have up to 64 bits', () => {
  const delta = code.eliasDelta();
  const symbols = BigUint64Array.of(1n, 2n, 2n ** 53n, 2n ** 64n - 1n);
  const queue = new QueueEncoder();
  queue.encode(symbols, delta);
  assert.deepEqual(queue.getDecoder().decode(new BigUint64Array(4), delta), symbols);
  const decoder = queue.getDecoder();
  decoder.decode(2, delta);
  const position = decoder.pos();
  assert.throws(() => decoder.decode(2, delta), RangeError);
  assert.throws(() => decoder.decodeSymbol(delta), RangeError);
  assert.equal(decoder.pos(), position);
  decoder.seek(0);
  assert.deepEqual([decoder.decodeSymbol(delta), decoder.decodeSymbol(delta)], [1, 2]);
});
