// Calls with one symbol, which take shorter ways, and the precision of parameters.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AnsCoder, ChainCoder, model, RangeDecoder, RangeEncoder } from 'constriction';

/** Models that lack something, and parameters of one symbol in several forms. */
const cases = [
  [model.quantizedLaplace({ min: -20, max: 20 }), [{ mean: 1.5, scale: 2 }, { scale: [2], mean: Float32Array.of(1.5) }]],
  [model.quantizedGaussian({ min: -20, max: 20, std: 3 }), [{ mean: 0.1 }, { mean: [0.1] }]],
  [model.quantizedGaussian({ min: 0, max: 1, zeroProbability: 'escape' }), [{ mean: 0, std: 2 }]],
  [model.bernoulli(), [{ p: 0.3 }, { p: [0.3] }]],
  [model.binomial(), [{ n: 9, p: 0.3 }]],
  [model.uniform(), [{ size: 9 }]],
  [model.categorical(), [{ probabilities: [0.1, 0.2, 0.7] }, { probabilities: Float64Array.of(0.1, 0.2, 0.7) }]],
  [model.categorical({ quantization: 'fast' }), [{ probabilities: Float32Array.of(0.1, 0.2, 0.7) }]],
  [model.categoricalLogits(), [{ logits: [1, 2, 3] }, { logits: Int8Array.of(1, 2, 3) }]],
  [model.topK({ vocabulary: 100 }), [{ ids: [1, 5], probabilities: [0.5, 0.25] }]],
];

test('one symbol has the words of an array with one symbol', () => {
  for (const [family, forms] of cases) {
    for (const params of forms) {
      const [one, many, encoder] = [new AnsCoder([7, 8, 9]), new AnsCoder([7, 8, 9]), new RangeEncoder()];
      one.encodeSymbol(1, family, params);
      encoder.encodeSymbol(1, family, params);
      const vectors = Object.entries(params).map(([name, value]) => [name, typeof value === 'number' ? [value] : value]);
      many.encodeReverse([1], family, Object.fromEntries(vectors));
      assert.deepEqual(one.getCompressed(), many.getCompressed(), String(family));
      assert.equal(one.decodeSymbol(family, params), 1);
      assert.deepEqual([...one.getCompressed()], [7, 8, 9]);
      assert.equal(encoder.getDecoder().decodeSymbol(family, params), 1);
      assert.deepEqual([...many.decode(1, family, Object.fromEntries(vectors))], [1]);
    }
  }
});

test('one symbol with parameters that are wrong is the error of an array, and coders stay as they were', () => {
  const gaussian = model.quantizedGaussian({ min: -20, max: 20 });
  const rows = model.categorical({ quantization: 'integer' });
  const wrong = [
    [gaussian, undefined, TypeError],
    [gaussian, { mean: 1 }, TypeError],
    [gaussian, { mean: 1, sigma: 2 }, TypeError],
    [gaussian, { mean: 1, std: 2, loc: 3 }, TypeError],
    [gaussian, { mean: '1', std: 2 }, TypeError],
    [gaussian, { mean: NaN, std: 2 }, RangeError],
    [gaussian, { mean: 0, std: 0 }, RangeError],
    [gaussian, { mean: [1, 2], std: 1 }, RangeError],
    [gaussian, null, TypeError],
    [gaussian, 3, TypeError],
    [rows, undefined, TypeError],
    [rows, { probabilities: 0.5 }, TypeError],
    [rows, { probabilities: [] }, RangeError],
    [rows, { probabilities: [0, 0] }, RangeError],
    [rows, { probabilities: [-1, 2] }, RangeError],
    [rows, { probabilities: ['1', 2] }, TypeError],
    [rows, { probabilities: null }, TypeError],
    [model.uniform({ size: 6 }), { size: 6 }, TypeError],
  ];
  for (const [family, params, Class] of wrong) {
    const [coder, decoder] = [new AnsCoder([7, 8, 9]), new RangeDecoder([7, 8, 9])];
    const before = decoder.pos();
    assert.throws(() => coder.encodeSymbol(1, family, params), Class, `${family}, ${JSON.stringify(params)}`);
    assert.throws(() => coder.decodeSymbol(family, params), Class);
    assert.throws(() => decoder.decodeSymbol(family, params), Class);
    assert.deepEqual([...coder.getCompressed()], [7, 8, 9]);
    assert.deepEqual(decoder.pos(), before);
  }
  const coder = new AnsCoder();
  assert.throws(() => coder.encodeSymbol(21, gaussian, { mean: 0, std: 1 }), { name: 'RangeError', index: 0 });
  assert.throws(() => coder.encodeSymbol(2, rows, { probabilities: [1, 1] }), RangeError);
  assert.throws(() => coder.encodeSymbol(1.5, gaussian, { mean: 0, std: 1 }), TypeError);
  coder.encodeSymbol(3n, gaussian, { mean: 0, std: 1 });
  assert.equal(coder.decodeSymbol(gaussian, { mean: 0, std: 1 }), 3);
});

test('chain coders take the same calls', () => {
  const coder = new ChainCoder([1, 2, 3, 4, 5]);
  const gaussian = model.quantizedGaussian({ min: -20, max: 20 });
  const symbol = coder.decodeSymbol(gaussian, { mean: 0, std: 5 });
  coder.encodeSymbol(symbol, gaussian, { mean: 0, std: 5 });
  assert.deepEqual([...coder.getData()[1]], [1, 2, 3, 4, 5]);
});

test('with float, a plain array decodes what a Float32Array encoded', () => {
  const probabilities = Float32Array.from({ length: 1000 }, (_, index) => 0.1 + ((index * 7919) % 1000) / 1000);
  const plain = Array.from(probabilities);
  const symbols = [0, 3, 500, 900];
  const compressed = (options, row) => {
    const coder = new AnsCoder();
    coder.encodeReverse(symbols, model.categorical({ quantization: 'fast', ...options }), {
      probabilities: row.constructor.from(symbols.flatMap(() => Array.from(row))),
    });
    return coder.getCompressed().join();
  };
  const [single, double] = [compressed({}, probabilities), compressed({}, plain)];
  assert.notEqual(single, double, 'or there would be no trap');
  assert.equal(compressed({ float: 'f32' }, plain), single);
  assert.equal(compressed({ float: 'f32' }, probabilities), single);
  assert.equal(compressed({ float: 'f64' }, probabilities), double);
  assert.equal(compressed({ float: 'f64' }, plain), double);

  // The same for fixed rows, and for one symbol.
  for (const float of ['f32', 'f64']) {
    const [row, numbers] = [model.categorical({ quantization: 'fast', float, probabilities }), { probabilities: plain }];
    const one = new AnsCoder();
    one.encodeSymbol(500, model.categorical({ quantization: 'fast', float }), numbers);
    assert.equal(one.decodeSymbol(row), 500);
    assert(one.isEmpty());
  }
});

test('with float f32, numbers are rounded, too', () => {
  const [rounding, exact] = [model.quantizedGaussian({ min: -9, max: 9, float: 'f32' }), model.quantizedGaussian({ min: -9, max: 9 })];
  const [mean, std] = [Math.fround(0.1), Math.fround(2.3)];
  assert.deepEqual(rounding.interval(1, { mean: 0.1, std: 2.3 }), exact.interval(1, { mean, std }));
  assert.deepEqual(rounding.costBits([1, 2], { mean: [0.1, 0.1], std: 2.3 }), exact.costBits([1, 2], { mean: [mean, mean], std }));
  assert.throws(() => model.uniform({ float: 'f16' }), { name: 'RangeError', message: /'f32' or 'f64'/ });
});
