// What models say of themselves.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AnsCoder, Model, model } from 'constriction';

const vectors = { weights: [1, 2], means: [-3, 4] };
const COMPLETE = [
  model.uniform({ size: 10 }),
  model.bernoulli({ p: 0.3 }),
  model.bernoulli({ p: 0.3, quantization: 'fast' }),
  model.binomial({ n: 20, p: 0.2 }),
  model.quantizedGaussian({ min: -20, max: 20, mean: 1.5, std: 3 }),
  model.quantizedLaplace({ min: -20, max: 20, mean: 1.5, scale: 3 }),
  model.quantizedCauchy({ min: -20, max: 20, loc: 1.5, scale: 3 }),
  model.quantizedLogistic({ min: -20, max: 20, mean: 1.5, scale: 3, precision: 16 }),
  model.gaussianMixture({ min: -20, max: 20, ...vectors, stds: [1, 2] }),
  model.laplaceMixture({ min: -20, max: 20, ...vectors, scales: [1, 2] }),
  model.logisticMixture({ min: -20, max: 20, ...vectors, scales: [1, 2], zeroProbability: 'strict' }),
  model.categorical({ probabilities: [0.1, 0.2, 0.7] }),
  model.categorical({ probabilities: Float32Array.of(0.1, 0.2, 0.7), quantization: 'lazy' }),
  model.categorical({ probabilities: [0.1, 0.2, 0.7], quantization: 'integer', precision: 32 }),
  model.categoricalLogits({ logits: [0, 1, -2] }),
  // The symbols with probabilities of their own come first, and these are the first ones.
  model.topK({ vocabulary: 20, ids: Uint16Array.of(2, 0, 1), probabilities: [0.5, 0.25, 0.125] }),
];

test('intervals touch, quantiles lead back, and probabilities sum to 1', () => {
  for (const one of COMPLETE) {
    const { min, max } = one.support();
    const unit = 2 ** -one.precision;
    const probabilities = one.probabilities();
    assert.equal(probabilities.length, max - min + 1);
    let end = 0;
    let entropy = 0;
    for (let symbol = min; symbol <= max; symbol++) {
      const { left, probability } = one.interval(symbol);
      assert.equal(left, end, String(one));
      assert.equal(probability * unit, probabilities[symbol - min]);
      assert.deepEqual(one.symbolAt(left), { symbol, left, probability });
      assert.deepEqual(one.symbolAt(left + probability - 1), { symbol, left, probability });
      end += probability;
      entropy -= probability * unit * Math.log2(probability * unit);
    }
    assert.equal(end * unit, 1);
    assert(Math.abs(one.entropy() - entropy) < 1e-9, String(one));
    assert.throws(() => one.symbolAt(2 ** one.precision), RangeError);
    assert.throws(() => one.interval(max + 1), RangeError);
  }
});

test('texts make equal models', () => {
  for (const one of COMPLETE) {
    const again = Model.parse(one.toString());
    assert.equal(again.toString(), one.toString());
    assert.deepEqual(again.probabilities(), one.probabilities());
    assert(again.isComplete && one.isComplete);
  }
});

test('models know what they lack', () => {
  const one = model.quantizedGaussian({ min: -5, max: 7, std: 2 });
  assert.deepEqual([one.family, one.precision, one.parameters, one.isComplete], ['QuantizedGaussian', 24, ['mean'], false]);
  assert.equal(one.toString(), 'QuantizedGaussian(-5, 7, std=2.0)');
  assert.deepEqual(one.support(), { min: -5, max: 7 });
  const whole = model.quantizedGaussian({ min: -5, max: 7, mean: 1, std: 2 });
  assert.deepEqual(one.interval(3, { mean: 1 }), whole.interval(3));
  assert.deepEqual(one.probabilities({ mean: [1] }), whole.probabilities());
  assert.equal(one.entropy({ mean: 1 }), whole.entropy());
  assert.throws(() => model.uniform().support(), TypeError);
  assert.deepEqual(model.uniform().support({ size: 3 }), { min: 0, max: 2 });
  assert.deepEqual(model.categorical().support({ probabilities: [1, 2, 3] }), { min: 0, max: 2 });
});

test('what symbols cost is what coders take', () => {
  const one = model.quantizedLaplace({ min: -1000, max: 1000 });
  const symbols = Int32Array.from({ length: 2000 }, (_, index) => ((index * 7919) % 61) - 30);
  const params = { mean: Float64Array.from(symbols, (symbol) => symbol / 2), scale: 10 };
  const coder = new AnsCoder();
  coder.encodeReverse(symbols, one, params);
  const bits = one.informationContent(symbols, params);
  assert(coder.numValidBits() >= bits && coder.numValidBits() < bits * 1.001 + 40);
  const costs = one.costBits(symbols, params);
  assert.equal(costs.length, 2000);
  assert.deepEqual(one.pmf(symbols, params).map((p) => -Math.log2(p)), costs);
  const cdf = one.cdf([0], { mean: 0, scale: 10 });
  assert.equal(cdf[0], one.interval(0, { mean: 0, scale: 10 }).left * 2 ** -24);
  assert.equal(one.costBits([5000], { mean: 0, scale: 1 })[0], Infinity);
});

test('tables are chosen by their number', () => {
  const tables = model.cdfTable({ tables: [{ cumulative: [0, 3, 65536], offset: -1 }, { cumulative: Uint32Array.of(0, 65536) }] });
  assert.deepEqual(tables.parameters, ['indexes']);
  assert.deepEqual(tables.interval(-1, { indexes: 0 }), { left: 0, probability: 3 });
  const coder = new AnsCoder();
  coder.encodeReverse([0, 0, -1], tables, { indexes: [1, 0, 0] });
  assert.deepEqual(Array.from(coder.decode(3, tables, { indexes: Uint8Array.of(1, 0, 0) })), [0, 0, -1]);
});

test('escaped symbols can be any integers of 32 bits', () => {
  const one = model.quantizedGaussian({ min: -3, max: 3, mean: 0, std: 1, zeroProbability: 'escape' });
  const symbols = [0, 2 ** 31 - 1, -(2 ** 31), -2];
  const coder = new AnsCoder();
  coder.encodeReverse(symbols, one);
  assert.deepEqual(Array.from(coder.decode(4, one)), symbols);
  const strict = model.categorical({ probabilities: [0, 1, 1], zeroProbability: 'strict' });
  assert.throws(() => coder.encodeSymbol(0, strict), RangeError);
});

test('a model says the parameters that it has', () => {
  assert.deepEqual(model.quantizedGaussian({ min: -9, max: 9, mean: 1.5 }).fixed, { mean: 1.5 });
  assert.deepEqual(model.quantizedGaussian({ min: -9, max: 9 }).fixed, {});
  assert.deepEqual(model.binomial({ n: 7, p: 0.5 }).fixed, { n: 7, p: 0.5 });
  const probabilities = Float32Array.of(0.25, 0.75);
  assert.deepEqual(model.categorical({ probabilities }).fixed, { probabilities });
  assert.deepEqual(model.categorical({ probabilities: [0.25, 0.75] }).fixed, { probabilities: Float64Array.of(0.25, 0.75) });
  assert.deepEqual(model.categorical({ probabilities, float: 'f64' }).fixed, { probabilities: Float64Array.of(0.25, 0.75) });
  assert.deepEqual(Model.parse('QuantizedLaplace(-5, 5, scale=2.0)').fixed, { scale: 2 });
  assert.deepEqual(model.cdfTable({ tables: [{ cumulative: [0, 65536] }] }).fixed, {});
});
