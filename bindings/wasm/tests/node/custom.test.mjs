// Models whose cumulative distribution functions are the caller's.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AnsCoder, ChainCoder, CustomModel, InterleavedAnsCoder, model, RangeEncoder } from 'constriction';

const logistic = (x, mean, scale) => 1 / (1 + Math.exp(-(x - mean) / scale));
const inverse = (p, mean, scale) => mean + scale * Math.log(p / (1 - p));
const bounds = { min: -50, max: 50 };
const family = new CustomModel({ ...bounds, cdf: logistic, inverse, parameters: ['mean', 'scale'] });
const fixed = new CustomModel({ ...bounds, cdf: (x) => logistic(x, 3, 4) });
const symbols = Int32Array.from({ length: 500 }, (_, index) => ((index * 7) % 40) - 20);
const mean = Float64Array.from(symbols, (symbol, index) => symbol + (index % 5) - 2);

test('each coder takes a model of functions, with parameters and without', () => {
  for (const [custom, params] of [[family, { mean, scale: 4 }], [fixed, undefined]]) {
    for (const coder of [new AnsCoder(), new InterleavedAnsCoder(), new ChainCoder(new Uint32Array(600).fill(0x12345679))]) {
      if (coder instanceof ChainCoder) {
        const decoded = coder.decode(500, custom, params);
        coder.encodeReverse(decoded, custom, params);
        assert(coder.getData()[1].every((word) => word === 0x12345679));
        continue;
      }
      coder.encodeReverse(symbols, custom, params);
      assert.deepEqual(coder.decode(500, custom, params), symbols);
      coder.checkEnd();
    }
    const encoder = new RangeEncoder();
    encoder.encode(symbols, custom, params);
    assert.deepEqual(encoder.getDecoder().decode(new Int16Array(500), custom, params), Int16Array.from(symbols));
  }
});

test('one symbol at a time is the same', () => {
  const [one, all] = [new RangeEncoder(), new RangeEncoder()];
  symbols.forEach((symbol, index) => one.encodeSymbol(symbol, family, { mean: mean[index], scale: 4 }));
  all.encode(symbols, family, { mean, scale: 4 });
  assert.deepEqual(one.getCompressed(), all.getCompressed());
  const decoder = one.getDecoder();
  assert.equal(decoder.decodeSymbol(family, { mean: mean[0], scale: [4] }), symbols[0]);
});

test('a step function makes the bits of a table', () => {
  const weights = [1, 5, 0.5, 9.5];
  const steps = weights.map((_, index) => weights.slice(0, index + 1).reduce((sum, weight) => sum + weight) / 16);
  const stepped = new CustomModel({ min: 0, max: 3, cdf: (x) => (x < 0 ? 0 : (steps[Math.floor(x)] ?? 1)), precision: 20 });
  const free = 2 ** 20 - 4;
  const left = [0, 1, 2].map((index) => Math.floor(free * steps[index]) + index + 1);
  const table = model.cdfTable({ tables: [{ cumulative: [0, ...left, 2 ** 20] }], precision: 20 });
  for (const symbol of [0, 1, 2, 3]) assert.deepEqual(stepped.interval(symbol), table.interval(symbol, { indexes: [0] }));
});

test('the statistics are those of the intervals', () => {
  const all = family.probabilities({ mean: 1, scale: 2 });
  assert.equal(all.length, 101);
  assert(Math.abs(all.reduce((sum, p) => sum + p) - 1) < 1e-12);
  const entropy = all.reduce((sum, p) => sum - p * Math.log2(p), 0);
  assert(Math.abs(family.entropy({ mean: 1, scale: 2 }) - entropy) < 1e-9);
  const { left, probability } = family.interval(3, { mean: 1, scale: 2 });
  assert.deepEqual(family.symbolAt(left, { mean: 1, scale: 2 }), { symbol: 3, left, probability });
  assert.equal(family.pmf([3], { mean: [1], scale: 2 })[0], probability / 2 ** 24);
  assert.equal(family.cdf([3], { mean: [1], scale: 2 })[0], left / 2 ** 24);
  assert.equal(fixed.costBits([3])[0], -Math.log2(fixed.pmf([3])[0]));
  assert.equal(fixed.informationContent([3, 4]), fixed.costBits([3, 4]).reduce((a, b) => a + b));
  assert.deepEqual(family.support(), bounds);
  assert.deepEqual(family.parameters, ['mean', 'scale']);
  assert.equal(family.precision, 24);
});

/** Calls that must leave a coder as it was. */
function leavesCoders(custom, expected) {
  // The quantiles are in the middle, so that symbols are searched on both sides of it.
  const coder = new AnsCoder([1, 2, 3, 0x00800000, 5]);
  const encoder = new RangeEncoder();
  encoder.encode([3, 3, 3], fixed);
  const decoder = encoder.getDecoder();
  const [words, pos, start] = [coder.getCompressed(), encoder.pos(), decoder.pos()];
  assert.throws(() => coder.encodeReverse([3, 2, 1], custom), expected);
  assert.throws(() => coder.decode(3, custom), expected);
  assert.throws(() => encoder.encode([3, 2, 1], custom), expected);
  assert.throws(() => decoder.decode(3, custom), expected);
  assert.deepEqual([coder.getCompressed(), encoder.pos(), decoder.pos()], [words, pos, start]);
  assert.throws(() => custom.interval(2), expected);
  assert.throws(() => custom.pmf([2]), expected);
  assert.throws(() => custom.entropy(), expected);
}

test('what a function throws comes out, and coders stay as they were', () => {
  class Mine extends Error {}
  let calls = 0;
  const cdf = (x) => {
    calls += 1;
    if (calls > 3) throw new Mine('enough');
    return logistic(x, 0, 3);
  };
  const custom = new CustomModel({ ...bounds, cdf });
  const coder = new AnsCoder([1, 2, 3]);
  assert.throws(() => coder.encodeReverse([3, 2, 1, 0], custom), Mine);
  assert.equal(calls, 4, 'after an error, no function is called');
  leavesCoders(custom, Mine);
  const thrower = () => {
    throw new Mine('inverse');
  };
  const decoder = new AnsCoder([1, 2, 3]);
  assert.throws(() => decoder.decode(2, new CustomModel({ ...bounds, cdf: (x) => logistic(x, 0, 3), inverse: thrower })), Mine);
  assert.deepEqual([...decoder.getCompressed()], [1, 2, 3]);
});

test('NaN, numbers out of range and functions that decrease are RangeErrors', () => {
  leavesCoders(new CustomModel({ ...bounds, cdf: () => NaN }), { name: 'RangeError', message: /between 0 and 1.*NaN/ });
  leavesCoders(new CustomModel({ ...bounds, cdf: (x) => x }), { name: 'RangeError', message: /between 0 and 1/ });
  leavesCoders(new CustomModel({ ...bounds, cdf: (x) => 1 - logistic(x, 0, 3) }), { name: 'RangeError', message: /decrease/ });
});

test('what is not a number is a TypeError', () => {
  leavesCoders(new CustomModel({ ...bounds, cdf: () => '0.5' }), { name: 'TypeError', message: /cdf must return a number/ });
  leavesCoders(new CustomModel({ ...bounds, cdf: () => undefined }), TypeError);
});

test('a function that uses the coder of the call is an error, and the coder stays as it was', () => {
  const coder = new AnsCoder([1, 2, 3]);
  const custom = new CustomModel({ ...bounds, cdf: (x) => coder.numBits() * 0 + logistic(x, 0, 3) });
  assert.throws(() => coder.encodeReverse([1], custom), Error);
  assert.deepEqual([...coder.getCompressed()], [1, 2, 3]);
  coder.encodeReverse([1], fixed);
});

test('symbols outside are impossible, or escaped', () => {
  const coder = new AnsCoder();
  assert.throws(() => coder.encodeReverse([0, 51], fixed), { name: 'RangeError', index: 1 });
  const escaping = new CustomModel({ ...bounds, cdf: (x) => logistic(x, 0, 3), zeroProbability: 'escape' });
  coder.encodeReverse([0, 51, -1000], escaping);
  assert.deepEqual([...coder.decode(3, escaping)], [0, 51, -1000]);
});

test('options and parameters are checked', () => {
  const cdf = (x) => logistic(x, 0, 1);
  for (const [options, Class] of [
    [{ ...bounds }, TypeError],
    [{ ...bounds, cdf: 3 }, TypeError],
    [{ ...bounds, cdf, inverse: 3 }, TypeError],
    [{ min: 0, cdf }, TypeError],
    [{ min: 1, max: 0, cdf }, RangeError],
    [{ ...bounds, cdf, precision: 33 }, RangeError],
    [{ ...bounds, cdf, precision: 4 }, RangeError],
    [{ ...bounds, cdf, parameters: 'mean' }, TypeError],
    [{ ...bounds, cdf, zeroProbability: 'none' }, RangeError],
    [{ ...bounds, cdf, quantization: 'fast' }, TypeError],
  ]) {
    assert.throws(() => new CustomModel(options), Class);
  }
  const coder = new AnsCoder();
  assert.throws(() => coder.encodeReverse([1], family), { name: 'TypeError', message: /mean, scale/ });
  assert.throws(() => coder.encodeReverse([1], family, { mean: 1, scale: 1, shape: 1 }), TypeError);
  assert.throws(() => coder.encodeReverse([1, 2], family, { mean: [1], scale: 1 }), RangeError);
  assert.throws(() => structuredClone(fixed), { name: 'DataCloneError' });
  assert.throws(() => JSON.stringify(fixed), TypeError);
});
