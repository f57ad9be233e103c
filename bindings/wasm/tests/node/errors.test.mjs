// What is wrong is an error that says what and where, and leaves the coder as it was.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  AnsCoder, ChainCoder, code, decodeBytes, encodeBytes, InterleavedAnsCoder, Model, model, QueueDecoder, QueueEncoder,
  RangeDecoder, RangeEncoder, StackCoder,
} from 'constriction';

const gaussian = model.quantizedGaussian({ min: -50, max: 50 });
const params = { mean: 1, std: 5 };
const uniform = model.uniform({ size: 6 });
const tree = code.huffman({ probabilities: [0.2, 0.3, 0.5] });

/** Coders with something in them, and what must not change. */
const CODERS = {
  AnsCoder() {
    const coder = new AnsCoder();
    coder.encodeReverse([1, 2, 3, 4, 5, 0], uniform);
    return [coder, () => [coder.bulk(), coder.state]];
  },
  RangeEncoder() {
    const coder = new RangeEncoder();
    coder.encode([1, 2, 3, 4, 5, 0], uniform);
    return [coder, () => [coder.bulk(), coder.state]];
  },
  RangeDecoder() {
    const encoder = new RangeEncoder();
    encoder.encode([1, 2, 3, 4, 5, 0], uniform);
    const coder = encoder.getDecoder();
    return [coder, () => [coder.pos(), coder.state]];
  },
  ChainCoder() {
    const coder = new ChainCoder(Uint32Array.from({ length: 20 }, (_, index) => index * 123456789 + 1));
    coder.decode(8, uniform);
    return [coder, () => [coder.heads, coder.getRemainders()]];
  },
};

const encodeOf = (coder) => {
  if (coder instanceof RangeDecoder || coder instanceof QueueDecoder) return undefined;
  const isQueue = coder instanceof RangeEncoder || coder instanceof QueueEncoder;
  return (isQueue ? coder.encode : coder.encodeReverse).bind(coder);
};

/** Wrong symbols, the error, and its index. */
const SYMBOLS = [
  [[1, 2, 51], RangeError, 2],
  [[-51, 2, 3], RangeError, 0],
  [[1, 2 ** 40], RangeError, 1],
  [[1, 2n ** 63n - 1n], RangeError, 1],
  [[1, 2n ** 64n], RangeError, 1],
  [BigUint64Array.of(0n, 2n ** 64n - 1n), RangeError, 1],
  [[0, 1.5], TypeError, 1],
  [[0, '1'], TypeError, 1],
  [[0, NaN], TypeError, 1],
  [[0, undefined], TypeError, 1],
  [Float64Array.of(1, 2), TypeError],
  [new DataView(new ArrayBuffer(4)), TypeError],
  ['12', TypeError],
  [7, TypeError],
  [undefined, TypeError],
  [{ length: 2 }, TypeError],
];

/** Wrong parameters. */
const PARAMETERS = [
  [{ mean: NaN, std: 1 }, RangeError],
  [{ mean: [0, Infinity, 0], std: 1 }, RangeError, 1],
  [{ mean: 0, std: Float32Array.of(1, 1, -1) }, RangeError, 2],
  [{ mean: 0, std: 0 }, RangeError],
  [{ mean: [0, 0], std: 1 }, RangeError],
  [{ mean: [], std: 1 }, RangeError],
  [{ mean: [0, '0', 0], std: 1 }, TypeError, 1],
  [{ mean: 0 }, TypeError],
  [{ mean: 0, std: 1, scale: 1 }, TypeError],
  [{ mean: '0', std: 1 }, TypeError],
  [undefined, TypeError],
  [[0, 1], TypeError],
  [null, TypeError],
];

function assertThrows(call, Type, index, message) {
  assert.throws(call, (error) => {
    assert.equal(error.constructor, Type, `${message}: ${error}`);
    assert.equal(error.index, index, `${message}: ${error}`);
    if (index !== undefined && Type === RangeError) assert.match(error.message, new RegExp(`index ${index}`));
    return true;
  });
}

for (const [name, make] of Object.entries(CODERS)) {
  test(`a call of ${name} that fails changes nothing`, () => {
    const [coder, state] = make();
    const before = state();
    const encode = encodeOf(coder);
    for (const [symbols, Type, index] of encode ? SYMBOLS : []) {
      assertThrows(() => encode(symbols, gaussian, params), Type, index, String(symbols));
      assert.deepEqual(state(), before);
    }
    for (const [params, Type, index] of PARAMETERS) {
      if (encode) assertThrows(() => encode([1, 2, 3], gaussian, params), Type, index, JSON.stringify(params));
      if (coder.decode) assertThrows(() => coder.decode(3, gaussian, params), Type, index, JSON.stringify(params));
      assert.deepEqual(state(), before);
    }
    if (coder.decode) {
      for (const [count, Type] of [[-1, RangeError], [1.5, RangeError], [NaN, RangeError], [2 ** 32, RangeError], [Infinity, RangeError], ['3', TypeError], [undefined, TypeError], [new Float32Array(3), TypeError], [[0, 0], TypeError]]) {
        assertThrows(() => coder.decode(count, uniform), Type, undefined, String(count));
      }
      assert.throws(() => coder.decode(2 ** 32 - 1, uniform), RangeError);
      const places = Int8Array.of(7, 7, 7);
      assertThrows(() => coder.decode(places, model.quantizedGaussian({ min: 1000, max: 1010, mean: 1005, std: 1 })), RangeError, 0);
      assert.deepEqual(places, Int8Array.of(7, 7, 7));
      assert.deepEqual(state(), before);
    }
    for (const wrong of [undefined, null, {}, tree, new AnsCoder(), 'Uniform(3)']) {
      if (encode) assert.throws(() => encode([1], wrong), TypeError);
      if (encode) assert.throws(() => coder.encodeSymbol(1, wrong), TypeError);
      if (coder.decode) assert.throws(() => coder.decode(1, wrong), TypeError);
      if (coder.decode) assert.throws(() => coder.decodeSymbol(wrong), TypeError);
    }
    if (encode) {
      for (const [symbol, Type] of [[6, RangeError], [-1, RangeError], [1e300, RangeError], [2n ** 70n, RangeError], [0.5, TypeError], ['1', TypeError], [undefined, TypeError]]) {
        assert.throws(() => coder.encodeSymbol(symbol, uniform), Type);
      }
    }
    assert.deepEqual(state(), before);
  });
}

test('a call whose array is taken away meanwhile changes nothing', () => {
  const bernoulli = model.bernoulli();
  // Newer versions of Node refuse to take a buffer away twice.
  const takeAway = ({ buffer }) => buffer.byteLength > 0 && structuredClone(buffer, { transfer: [buffer] });
  const take = (array) => ({ get p() { takeAway(array); return 0.5; } });
  const shrink = (array) => ({ get p() { array.buffer.resize(4); return 0.5; } });
  const resizable = (ArrayOf) => new ArrayOf(new ArrayBuffer(16, { maxByteLength: 32 }));
  for (const [name, make] of Object.entries(CODERS)) {
    const [coder, state] = make();
    const before = state();
    const encode = encodeOf(coder);
    for (const [array, params] of [[new Int32Array(4), take], [resizable(Int32Array), shrink], [resizable(Uint8Array), take]]) {
      const message = /the array had \d+ symbols, and has \d+/;
      if (encode) assert.throws(() => encode(array, bernoulli, params(array)), message, name);
      else assert.throws(() => coder.decode(array, bernoulli, params(array)), message, name);
      assert.deepEqual(state(), before, name);
    }
  }
  const coder = new AnsCoder();
  coder.encodeReverse([1, 2, 3, 4], uniform);
  const [words, array] = [coder.getCompressed(), new Int32Array(4)];
  assert.throws(() => coder.decode(array, bernoulli, take(array)), /has 0 after/);
  assert.deepEqual(coder.getCompressed(), words);
});

test('what derived classes say of their length does not count', () => {
  class Liar extends Int32Array {
    get length() { return 3; }
    get byteLength() { return 12; }
    get byteOffset() { return 1; }
    get buffer() { return new ArrayBuffer(1); }
  }
  const coder = new AnsCoder();
  coder.encodeReverse(new Liar([1, 2, 3, 4, 5]), uniform);
  const places = new Liar(5);
  coder.decode(places, uniform);
  assert.deepEqual([...places], [1, 2, 3, 4, 5]);
  assert(coder.isEmpty());
});

test('wrong options are an error', () => {
  const probabilities = (list, more) => () => model.categorical({ probabilities: list, ...more });
  const bounds = { min: 0, max: 9 };
  for (const [make, Type] of [
    [probabilities([]), RangeError],
    [probabilities([1, NaN]), RangeError],
    [probabilities([1, -1]), RangeError],
    [probabilities([0, 0]), RangeError],
    [probabilities([1, Infinity]), RangeError],
    [probabilities('ab'), TypeError],
    [probabilities([1, 2], { quantization: 'best' }), RangeError],
    [() => model.bernoulli({ p: 0.5, quantization: 'integer' }), RangeError],
    [() => model.topK({ vocabulary: 9, ids: [1, 1], probabilities: [0.5, 0.2] }), RangeError],
    [() => model.topK({ vocabulary: 9, ids: [9], probabilities: [0.5] }), RangeError],
    [() => model.topK({ vocabulary: 9, ids: [1, 2], probabilities: [0.9, 0.2] }), RangeError],
    [() => model.topK({ vocabulary: 9, ids: [1, 2], probabilities: [0.9] }), RangeError],
    [() => model.topK({ vocabulary: 0 }), RangeError],
    [probabilities([1, 2], { quantization: 3 }), TypeError],
    [probabilities([1, 2], { perfect: true }), TypeError],
    [() => model.uniform({ size: 0 }), RangeError],
    [() => model.uniform({ size: 2 ** 40 }), RangeError],
    [() => model.uniform({ size: 1.5 }), RangeError],
    [() => model.uniform({ size: '3' }), TypeError],
    [() => model.uniform(3), TypeError],
    [() => model.uniform(null), TypeError],
    [() => model.bernoulli({ p: 1.1 }), RangeError],
    [() => model.bernoulli({ p: NaN }), RangeError],
    [() => model.binomial({ n: -1, p: 0.5 }), RangeError],
    [() => model.quantizedGaussian(), TypeError],
    [() => model.quantizedGaussian({ min: 0 }), TypeError],
    [() => model.quantizedGaussian({ min: 3, max: 2 }), RangeError],
    [() => model.quantizedGaussian({ min: 0, max: 0.5 }), RangeError],
    [() => model.quantizedGaussian({ min: -(2 ** 31), max: 2 ** 31 - 1 }), RangeError],
    [() => model.quantizedGaussian({ ...bounds, precision: 0 }), RangeError],
    [() => model.quantizedGaussian({ ...bounds, precision: 33 }), RangeError],
    [() => model.quantizedGaussian({ ...bounds, precision: '24' }), TypeError],
    [() => model.quantizedGaussian({ ...bounds, zeroProbability: 'never' }), RangeError],
    [() => model.quantizedGaussian({ ...bounds, mean: NaN, std: 1 }), RangeError],
    [() => model.gaussianMixture({ ...bounds, weights: [1], means: [1, 2], stds: [1] }), RangeError],
    [() => model.cdfTable({ tables: [] }), RangeError],
    [() => model.cdfTable({ tables: [{ cumulative: [0, 5] }] }), RangeError],
    [() => model.cdfTable({ tables: [{ cumulative: [0, 9, 8, 65536] }] }), RangeError],
    [() => model.cdfTable({ tables: [{ cumulative: [] }] }), RangeError],
    [() => model.cdfTable({ tables: [{}] }), TypeError],
    [() => model.cdfTable({ tables: [null] }), TypeError],
    [() => model.cdfTable({}), TypeError],
    [() => Model.parse('Uniform('), RangeError],
    [() => Model.parse('Gauss(1)'), RangeError],
    [() => Model.parse(3), TypeError],
    [() => new Model(), TypeError],
    [() => code.huffman({ probabilities: [] }), RangeError],
    [() => code.huffman({ probabilities: [1, NaN] }), RangeError],
    [() => code.huffman({ probabilities: Int8Array.of(1, -1) }), RangeError],
    [() => code.huffman(), TypeError],
    [() => code.canonicalHuffman({ lengths: [1, 1, 1] }), RangeError],
    [() => code.canonicalHuffman({ lengths: [1, 300] }), RangeError],
    [() => code.canonicalHuffman({ probabilities: [1, 1, 1], maxLength: 1 }), RangeError],
    [() => code.golomb({ divisor: 0 }), RangeError],
    [() => code.golomb({ divisor: -1n }), RangeError],
    [() => code.golomb({ divisor: 2.5 }), TypeError],
    [() => code.golomb({}), TypeError],
    [() => code.rice({ lowBits: 99 }), RangeError],
    [() => code.expGolomb({ order: 99 }), RangeError],
  ]) {
    assert.throws(make, (error) => error.constructor === Type, String(make));
  }
});

test('vectors of the wrong length are errors', () => {
  const categorical = model.categorical();
  const coder = new AnsCoder();
  assert.throws(() => coder.encodeReverse([0, 1, 1], categorical, { probabilities: [1, 2, 3, 4] }), /4 entries/);
  assert.throws(() => coder.encodeReverse([], categorical, { probabilities: [1] }), RangeError);
  assert.throws(() => coder.encodeReverse([0], categorical, { probabilities: [] }), RangeError);
  assert.throws(() => coder.encodeReverse([0, 1], categorical, { probabilities: [1, 2, 0, 0] }), /index 1/);
  assert(coder.isEmpty());
});

test('invalid words are errors', () => {
  for (const Coder of [AnsCoder, RangeDecoder, ChainCoder, QueueDecoder, StackCoder]) {
    for (const words of ['12', 12, {}, null, [0.5], Float32Array.of(1), new ArrayBuffer(8)]) {
      assert.throws(() => new Coder(words), TypeError);
    }
    for (const words of [[1, -1], [2 ** 32], [1n << 32n], Int16Array.of(1, -1)]) assert.throws(() => new Coder(words), RangeError);
  }
  assert.throws(() => new AnsCoder([1, 0]), RangeError);
  assert.throws(() => new ChainCoder([]), RangeError);
  assert.throws(() => new ChainCoder([1, 2], { isRemainders: true, seal: true }), TypeError);
  assert.throws(() => new StackCoder([1, 0]), RangeError);
  for (const Coder of [AnsCoder, RangeDecoder, StackCoder]) {
    assert.throws(() => Coder.fromBytes(new Uint8Array(5)), RangeError);
    assert.throws(() => Coder.fromBytes([1, 2, 3, 4]), TypeError);
    assert.throws(() => Coder.fromBytes(Uint16Array.of(1, 2)), TypeError);
  }
});

test('bytes given as words are errors that name the right call', () => {
  const encoder = new RangeEncoder();
  encoder.encode([1, 2, 3, 4, 5, 0], uniform);
  const bytes = encoder.toBytes();
  for (const Coder of [AnsCoder, InterleavedAnsCoder, RangeDecoder, ChainCoder, QueueDecoder, StackCoder]) {
    for (const wrong of [bytes, bytes.buffer, new Uint8ClampedArray(bytes), new Int8Array(bytes), new Uint8Array(0), Buffer.from(bytes)]) {
      assertThrows(() => new Coder(wrong), TypeError, undefined, Coder.name);
      assert.throws(() => new Coder(wrong), new RegExp(`these are bytes: use ${Coder.name}\\.fromBytes`));
    }
    assert.equal(typeof Coder.fromBytes, 'function');
  }
  assert.throws(() => AnsCoder.fromBinary(bytes), /these are bytes/);
  assert.deepEqual([...RangeDecoder.fromBytes(bytes).decode(6, uniform)], [1, 2, 3, 4, 5, 0]);
});

test('chain coders are made from bytes', () => {
  const words = Uint32Array.of(5, 6, 7, 0);
  const bytes = new Uint8Array(words.buffer);
  assert.deepEqual(ChainCoder.fromBytes(bytes, { seal: true }).getData(), new ChainCoder(words, { seal: true }).getData());
  assert.throws(() => ChainCoder.fromBytes(bytes), RangeError);
  assert.throws(() => ChainCoder.fromBytes(bytes.subarray(1), { seal: true }), RangeError);
  assert.throws(() => ChainCoder.fromBytes(bytes, { sealed: true }), TypeError);
});

/** Random numbers that are the same each time. */
function random(seed) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state;
  };
}

test('truncated and random words decode to symbols or errors', () => {
  const next = random(20261123);
  const models = [
    [uniform], [gaussian, params], [model.categorical({ probabilities: [0.1, 0.9] })],
    [model.quantizedCauchy({ min: -9, max: 9, loc: 0, scale: 1, zeroProbability: 'escape', precision: 12 })],
    [model.categorical({ probabilities: [1, 0, 2], zeroProbability: 'strict' })],
  ];
  const codes = [tree, code.unary(), code.eliasDelta(), code.eliasGamma(), code.expGolomb({ order: 3 }), code.golomb({ divisor: 5 }), code.rice({ lowBits: 2 }), code.canonicalHuffman({ probabilities: [1, 2, 3, 4] })];
  let errors = 0;
  for (let round = 0; round < 300; round++) {
    const words = Uint32Array.from({ length: next() % 20 }, () => (next() % 5 === 0 ? 0 : next() ^ (next() >>> 16)));
    for (const [one, params] of models) {
      for (const make of [() => AnsCoder.fromBinary(words), () => new RangeDecoder(words), () => new ChainCoder(words, { seal: true })]) {
        try {
          const coder = make();
          const copy = coder.clone();
          try {
            coder.decode(50, one, params);
          } catch (error) {
            assert.equal(error.constructor, RangeError, String(error));
            assert.deepEqual(coder.state ?? coder.heads, copy.state ?? copy.heads);
            errors += 1;
          }
        } catch (error) {
          assert.equal(error.constructor, RangeError, String(error));
        }
      }
    }
    for (const one of codes) {
      const queue = new QueueDecoder(words);
      try {
        queue.decode(50, one);
      } catch (error) {
        assert.equal(error.constructor, RangeError, String(error));
        assert.equal(queue.pos(), 0);
      }
      if (words.at(-1)) {
        const stack = new StackCoder(words);
        const bits = stack.numBits();
        try {
          stack.decode(50, one);
        } catch (error) {
          assert.equal(error.constructor, RangeError, String(error));
          assert.equal(stack.numBits(), bits);
        }
      }
    }
  }
  assert(errors > 100);
});

test('a symbol without a code word is an error, and nothing is encoded', () => {
  for (const coder of [new QueueEncoder(), new StackCoder()]) {
    const encode = encodeOf(coder);
    encode([0, 1, 2], tree);
    const bits = coder.numBits();
    for (const [symbols, index] of [[[1, 3], 1], [[-1], 0], [[0, 0, 2n ** 64n - 1n], 2]]) {
      assertThrows(() => encode(symbols, tree), RangeError, index, String(symbols));
    }
    assert.throws(() => encode([0], uniform), TypeError);
    assert.throws(() => coder.encodeSymbol(7, tree), RangeError);
    assert.equal(coder.numBits(), bits);
  }
  assert.throws(() => tree.codeword(3), RangeError);
});

test('damaged bytes are errors', () => {
  const message = Uint8Array.from({ length: 5000 }, (_, index) => (index * index) % 251);
  const data = encodeBytes(message);
  assert.deepEqual(decodeBytes(data), message);
  for (let length = 0; length < data.length; length += 97) assert.throws(() => decodeBytes(data.slice(0, length)), RangeError);
  assert.throws(() => decodeBytes(data, 4999), RangeError);
  assert.throws(() => decodeBytes(data, -1), RangeError);
  assert.throws(() => decodeBytes('abc'), TypeError);
  assert.throws(() => encodeBytes([1, 2]), TypeError);
  const next = random(7);
  for (let round = 0; round < 300; round++) {
    const damaged = data.slice();
    damaged[next() % data.length] ^= 1 + (next() % 255);
    try {
      decodeBytes(damaged, 10_000);
    } catch (error) {
      assert.equal(error.constructor, RangeError);
    }
  }
});

test('what was freed says so', () => {
  const makers = [() => new AnsCoder(), () => new RangeEncoder(), () => new RangeDecoder([1]), () => new ChainCoder([1, 2, 3]), () => new QueueEncoder(), () => new QueueDecoder([1]), () => new StackCoder()];
  for (const make of makers) {
    const coder = make();
    coder.free();
    coder.free();
    const methods = Object.getOwnPropertyNames(Object.getPrototypeOf(coder)).filter((name) => name !== 'constructor');
    for (const name of methods) {
      const message = new RegExp(`this ${coder.constructor.name} was freed`);
      assert.throws(() => { const value = coder[name]; if (typeof value === 'function') value.call(coder, [1], uniform); }, message, name);
    }
  }
  const freed = model.uniform({ size: 6 });
  freed.free();
  const coder = new AnsCoder();
  for (const call of [() => coder.encodeReverse([1], freed), () => coder.decodeSymbol(freed), () => freed.precision, () => String(freed)]) {
    assert.throws(call, /this Model was freed/);
  }
  assert(coder.isEmpty());
});

test('methods of others are errors', () => {
  assert.throws(() => AnsCoder.prototype.numBits.call({}), TypeError);
  assert.throws(() => AnsCoder.prototype.decode.call(new RangeEncoder(), 1, uniform), TypeError);
});

test('messages name the call that was meant', () => {
  const gaussian = model.quantizedGaussian({ min: 0, max: 9 });
  const params = { mean: 1, std: 1 };
  for (const [call, expected] of [
    [() => new QueueEncoder().encode([1], gaussian), /must be a Code, not a Model/],
    [() => new AnsCoder().encodeReverse([1], code.unary()), /must be a Model, not a Code/],
    [() => new AnsCoder().encode([1], gaussian, params), /an AnsCoder has no encode: .*encodeReverse/],
    [() => new InterleavedAnsCoder().encode([1], gaussian, params), /an InterleavedAnsCoder has no encode: .*encodeReverse/],
    [() => new ChainCoder([1, 2, 3]).encode([1], gaussian, params), /a ChainCoder has no encode: .*encodeReverse/],
    [() => new StackCoder().encode([1], code.unary()), /a StackCoder has no encode: .*encodeReverse/],
    [() => new RangeEncoder().encodeReverse([1], gaussian, params), /a RangeEncoder has no encodeReverse: .*call encode/],
    [() => new QueueEncoder().encodeReverse([1], code.unary()), /a QueueEncoder has no encodeReverse: .*call encode/],
    [() => model.quantizedGaussian(), /QuantizedGaussian needs min and max/],
    [() => model.quantizedLaplace({ min: 1 }), /QuantizedLaplace needs max/],
    [() => encodeBytes('hello'), /^the bytes to encode must be a Uint8Array, not 'hello'/],
  ]) {
    assert.throws(call, (error) => error instanceof TypeError && expected.test(error.message), String(call));
  }
  const outside = /the symbol 11 at index 1 .* whose symbols are 0 to 9; with zeroProbability: 'escape'/;
  assert.throws(() => new AnsCoder().encodeReverse([1, 11], gaussian, params), { name: 'RangeError', index: 1, message: outside });
  assert.throws(() => new AnsCoder().encodeSymbol(10, gaussian, params), { message: /whose symbols are 0 to 9/ });
  assert.throws(() => new AnsCoder().encodeReverse([6], model.uniform({ size: 6 })), { message: /symbols are 0 to 5$/ });
  assert.throws(() => new AnsCoder().encodeReverse([1], gaussian, { mean: [1, 2], std: 1 }), { message: /there is 1 symbol, but 2/ });
  assert.equal(new InterleavedAnsCoder([], { lanes: 4 }).lanes, 4);
});
