// Coders without models: intervals of quantiles go in and out.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AnsCoder, InterleavedAnsCoder, model, RangeEncoder } from 'constriction';

/** What encodes, and what decodes that. */
const coders = {
  AnsCoder: [() => new AnsCoder(), (coder) => coder.clone()],
  InterleavedAnsCoder: [() => new InterleavedAnsCoder(undefined, { lanes: 4 }), (coder) => coder.clone()],
  RangeEncoder: [() => new RangeEncoder(), (coder) => coder.getDecoder()],
};

for (const [name, [make, decoderOf]] of Object.entries(coders)) {
  test(`${name}: intervals of a model make the words of the model`, () => {
    const laplace = model.quantizedLaplace({ min: -20, max: 20, mean: 1, scale: 3 });
    const symbols = Int32Array.from({ length: 1000 }, (_, index) => ((index * index) % 31) - 15);
    const [coder, other] = [make(), make()];
    const intervals = Array.from(symbols, (symbol) => laplace.interval(symbol));
    coder.encodeInterval(intervals.map(({ left }) => left), intervals.map(({ probability }) => probability), 24);
    if (other instanceof RangeEncoder) other.encode(symbols, laplace);
    else other.encodeReverse(symbols, laplace);
    assert.deepEqual(coder.getCompressed(), other.getCompressed());

    const decoder = decoderOf(coder);
    const decoded = symbols.map(() => {
      const { symbol, left, probability } = laplace.symbolAt(decoder.quantile(24));
      decoder.advance(left, probability, 24);
      return symbol;
    });
    assert.deepEqual(decoded, symbols);
    decoder.checkEnd();
  });

  test(`${name}: one interval at a time, several, and one probability for all`, () => {
    const coder = make();
    if (coder instanceof RangeEncoder) {
      coder.encodeInterval(3, 1, 2);
      coder.encodeInterval(0, 3, 2);
      coder.encodeInterval(Uint32Array.of(0, 2, 1), 1, 2);
    } else {
      coder.encodeInterval(Uint32Array.of(0, 2, 1), 1, 2);
      coder.encodeInterval(0, 3, 2);
      coder.encodeInterval(3, 1, 2);
    }
    const decoder = decoderOf(coder);
    assert.equal(decoder.quantile(2), 3);
    assert.equal(decoder.quantile(2), 3, 'to ask decodes nothing');
    decoder.advance([3, 0], [1, 3], 2);
    decoder.advance([0, 2, 1], [1], 2);
    decoder.checkEnd();
  });

  test(`${name}: intervals that cannot be are errors, and nothing is encoded`, () => {
    const coder = make();
    const wrong = [
      [[0, 4], 1, 2, RangeError, 1],
      [[0, 1], [1, 0], 2, RangeError, 1],
      [0, 0, 2, RangeError, 0],
      [3, 2, 2, RangeError, 0],
      [[0, 1], [1, 1, 1], 2, RangeError],
      [0, 1, 33, RangeError],
      [0, 1, 0, RangeError],
      [-1, 1, 2, RangeError],
      [0.5, 1, 2, RangeError],
      [0, 2 ** 32, 32, RangeError],
      ['0', 1, 2, TypeError],
      [0, 1, undefined, TypeError],
      [new Float64Array(1), 1, 2, TypeError],
    ];
    for (const [left, probability, precision, Class, index] of wrong) {
      assert.throws(
        () => coder.encodeInterval(left, probability, precision),
        (error) => error instanceof Class && (index === undefined || error.index === index),
        `${left}, ${probability}, ${precision}`,
      );
    }
    assert.equal(coder.numBits(), make().numBits());
  });

  test(`${name}: an interval without the quantile that comes next is an error, and nothing is decoded`, () => {
    const coder = make();
    coder.encodeInterval([0, 3, 2], 1, 2);
    const decoder = decoderOf(coder);
    assert.throws(() => decoder.advance([0, 3, 1], 1, 2), { name: 'RangeError', index: 2, message: /contain the quantile 2/ });
    assert.throws(() => decoder.quantile(33), RangeError);
    decoder.advance([0, 3, 2], 1, 2);
    decoder.checkEnd();
  });
}

test('32 bits of precision are taken', () => {
  const coder = new AnsCoder();
  coder.encodeInterval(2 ** 31, 2 ** 31, 32);
  assert(coder.quantile(32) >= 2 ** 31);
  coder.advance(2 ** 31, 2 ** 31, 32);
  assert(coder.isEmpty());
});
