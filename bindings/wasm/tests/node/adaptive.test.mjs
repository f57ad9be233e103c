// Models that learn.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AdaptiveModel, adaptive, AnsCoder, ChainCoder, InterleavedAnsCoder, RangeEncoder } from 'constriction';

const symbols = Uint8Array.from({ length: 200 }, (_, i) => Math.floor(((i * i * 7) % 63) / (1 + (i % 5))));
const bits = symbols.map((symbol) => symbol % 2);
const given = Uint16Array.from(symbols, (_, i) => i % 3);

/** Each with a new model, contexts, symbols, and the words of Python: their number and the exclusive or of all of them. */
const CASES = {
  categorical: [() => adaptive.categorical({ numSymbols: 63, numContexts: 3 }), given, symbols, 20, 3834338257, 2010799648],
  'categorical, halved': [
    () => adaptive.categorical({ numSymbols: 63, increment: 24, limit: 500, numContexts: 63 }),
    { order: 1 },
    symbols,
    23,
    2451882589,
    759537411,
  ],
  'bit tree': [
    () => adaptive.bitTree({ bits: 6, limit: 255, numContexts: 256 }),
    { leftTop: 20, shift: 2 },
    symbols,
    21,
    1012931876,
    4285088799,
  ],
  nibbles: [() => adaptive.nibbles({ numContexts: 3 }), given, symbols, 28, 503347541, 557060763],
  mixer: [
    () => adaptive.mixer({ bits: 6, numInputs: 3, tableBits: 8 }),
    [{ order: 1 }, given, 'word'],
    symbols,
    15,
    59347262,
    2925681427,
  ],
  bernoulli: [() => adaptive.bernoulli({ rate: [4, 7], numContexts: 4 }), { order: 2 }, bits, 7, 3726742481, 2036927584],
};

const joined = (words) => words.reduce((sum, word) => sum ^ word, 0) >>> 0;

for (const [name, [make, contexts, message, numWords, range, ans]] of Object.entries(CASES)) {
  test(`${name}: the words are those of Python, and are decoded`, () => {
    const encoder = new RangeEncoder();
    const sender = make();
    encoder.encode(message, sender, contexts);
    assert.equal(encoder.numWords(), numWords);
    assert.equal(joined(encoder.getCompressed()), range);
    const receiver = make();
    assert.deepEqual(encoder.getDecoder().decode(new Uint8Array(message.length), receiver, contexts), message);
    assert.deepEqual(receiver.save(), sender.save());

    const coder = new AnsCoder();
    coder.encodeReverse(message, make(), contexts);
    assert.equal(joined(coder.getCompressed()), ans);
    assert.deepEqual([...coder.decode(message.length, make(), contexts)], [...message]);
    assert(coder.isEmpty());
    const interleaved = new InterleavedAnsCoder();
    interleaved.encodeReverse(message, make(), contexts);
    assert.deepEqual([...interleaved.decode(message.length, make(), contexts)], [...message]);
  });

  test(`${name}: costs, clones, reset and saved states`, () => {
    const learner = make();
    const start = learner.save();
    const costs = learner.costBits(message, contexts);
    const coder = new AnsCoder();
    assert.deepEqual(learner.save(), start);
    coder.encodeReverse(message, learner, contexts);
    const sum = costs.reduce((sum, cost) => sum + cost, 0);
    assert(Math.abs(coder.numValidBits() - sum) < 34, `${coder.numValidBits()} bits for ${sum}`);
    const clone = learner.clone();
    new RangeEncoder().encode(message, clone, contexts);
    assert.notDeepEqual(clone.save(), learner.save());
    clone.load(learner.save());
    assert.deepEqual(clone.save(), learner.save());
    assert.throws(() => clone.load(new Uint8Array(3)), RangeError);
    learner.reset();
    assert.deepEqual(learner.save(), start);
  });

  test(`${name}: a call that fails leaves no trace`, () => {
    const learner = make();
    const encoder = new RangeEncoder();
    const damaged = Int16Array.from(message);
    damaged[150] = learner.numSymbols;
    assert.throws(
      () => encoder.encode(damaged, learner, contexts),
      (error) => error instanceof RangeError && error.index === 150,
    );
    assert(encoder.isEmpty());
    assert.deepEqual(learner.save(), make().save());
  });
}

test('symbol by symbol is as in one call', () => {
  const [make, contexts, message] = CASES.categorical;
  const [whole, single] = [new RangeEncoder(), new RangeEncoder()];
  whole.encode(message, make(), contexts);
  const [sender, receiver] = [make(), make()];
  message.forEach((symbol, i) => single.encodeSymbol(symbol, sender, contexts[i]));
  assert.deepEqual(single.getCompressed(), whole.getCompressed());
  const decoder = whole.getDecoder();
  message.forEach((symbol, i) => assert.equal(decoder.decodeSymbol(receiver, contexts[i]), symbol));
});

test('arguments that cannot be are errors', () => {
  const ranges = [
    () => adaptive.bernoulli({ rate: 15 }),
    () => adaptive.bernoulli({ limit: 1024 }),
    () => adaptive.bernoulli({ rate: [1, 2, 3] }),
    () => adaptive.categorical({ numSymbols: 0 }),
    () => adaptive.categorical({ numSymbols: 10, limit: 20 }),
    () => adaptive.bitTree({ bits: 21 }),
    () => adaptive.nibbles({ numContexts: 0 }),
    () => adaptive.mixer({ bits: 9, numInputs: 1 }),
    () => adaptive.mixer({ bits: 8, numInputs: 8 }),
  ];
  for (const call of ranges) assert.throws(call, RangeError, String(call));
  const types = [
    () => adaptive.bernoulli({ rate: 5, limit: 3 }),
    () => adaptive.bernoulli({ speed: 5 }),
    () => adaptive.categorical(),
    () => adaptive.bitTree({ bits: '8' }),
    () => new AdaptiveModel(),
  ];
  for (const call of types) assert.throws(call, TypeError, String(call));

  const encoder = new RangeEncoder();
  const counts = adaptive.categorical({ numSymbols: 63, numContexts: 4 });
  const mixer = adaptive.mixer({ bits: 6, numInputs: 2 });
  for (const [learner, contexts, error] of [
    [counts, undefined, RangeError],
    [counts, 4, RangeError],
    [counts, [0, 1], RangeError],
    [counts, { order: 2 }, RangeError],
    [counts, 'word', RangeError],
    [counts, { order: 1, leftTop: 5 }, TypeError],
    [counts, {}, TypeError],
    [counts, 'letter', TypeError],
    [counts, 0.5, RangeError],
    [mixer, undefined, TypeError],
    [mixer, { order: 1 }, TypeError],
    [mixer, [{ order: 1 }], RangeError],
  ]) {
    assert.throws(() => encoder.encode(symbols, learner, contexts), error, JSON.stringify(contexts));
  }
  assert(encoder.isEmpty());
});

test('chain coders say why they do not', () => {
  const chain = new ChainCoder([1, 2, 3, 4, 5], { seal: true });
  assert.throws(() => chain.decode(1, adaptive.nibbles()), /each depends on all before/);
  assert.throws(() => chain.encodeReverse([1], adaptive.nibbles()), TypeError);
  assert.throws(() => new RangeEncoder().encode([1], {}), TypeError);
});
