// Digests of the models that coders code with.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { adaptive, AnsCoder, ChainCoder, InterleavedAnsCoder, model, RangeDecoder, RangeEncoder } from 'constriction';

const KEPT = { digest: true };
const COUNT = 1000;
const gaussian = model.quantizedGaussian({ min: -100, max: 100 });
const mean = Float64Array.from({ length: COUNT }, (_, index) => 40 * Math.sin(index));
const std = mean.map((_, index) => 1 + (index % 13));
const symbols = Int32Array.from(mean, (mean, index) => Math.round(mean + 3 * Math.cos(7 * index)));
const params = { mean, std };

/** The numbers from a place on, or up to one, of all parameters. */
const part = (start, end) => ({ mean: mean.subarray(start, end), std: std.subarray(start, end) });

/** A coder of each kind that has encoded all symbols, and the class of its decoder. */
function encoded() {
  const [ans, interleaved, range] = [new AnsCoder(undefined, KEPT), new InterleavedAnsCoder(undefined, KEPT), new RangeEncoder(KEPT)];
  for (const coder of [ans, interleaved]) {
    coder.encodeReverse(symbols.subarray(300), gaussian, part(300));
    coder.encodeReverse(symbols.subarray(0, 300), gaussian, part(0, 300));
  }
  range.encode(symbols.subarray(0, 10), gaussian, part(0, 10));
  range.encode(symbols.subarray(10), gaussian, part(10));
  return [[ans, AnsCoder], [interleaved, InterleavedAnsCoder], [range, RangeDecoder]];
}

test('digests are those of the definition', () => {
  // A row of the table in docs/formats.md.
  const cumulative = [0, 2 ** 23, 2 ** 23 + 1, 2 ** 24 - 1, 2 ** 24];
  const coder = new AnsCoder(undefined, KEPT);
  assert.equal(coder.digest(), 0n);
  coder.encodeReverse([0, 1, 3], model.cdfTable({ tables: [{ cumulative }], precision: 24 }), { indexes: 0 });
  assert.equal(coder.digest(), 0xd3737905204770e1n);
});

test('all coders have the same digest, and so have their decoders', () => {
  const digests = encoded().map(([coder]) => coder.digest());
  assert.equal(new Set(digests).size, 1);
  for (const [coder, Decoder] of encoded()) {
    for (const decoder of [new Decoder(coder.getCompressed(), KEPT), Decoder.fromBytes(coder.toBytes(), KEPT)]) {
      decoder.decode(new Int16Array(7), gaussian, part(0, 7));
      const twin = decoder.clone();
      assert.equal(twin.decodeSymbol(gaussian, { mean: mean[7], std: std[7] }), symbols[7]);
      decoder.decode(COUNT - 7, gaussian, part(7));
      assert.equal(decoder.digest(), digests[0]);
      twin.decode(COUNT - 8, gaussian, part(8));
      assert.equal(twin.digest(), digests[0]);
    }
  }
  const decoder = encoded()[2][0].getDecoder();
  decoder.decode(COUNT, gaussian, params);
  assert.equal(decoder.digest(), digests[0]);
});

test('one parameter that differs is noticed', () => {
  const others = { mean, std: std.with(500, std[500] + 1e-3) };
  for (const [coder, Decoder] of encoded()) {
    const decoder = new Decoder(coder.getCompressed(), KEPT);
    try {
      decoder.decode(COUNT, gaussian, others);
    } catch (error) {
      assert(error instanceof RangeError);
    }
    assert.notEqual(decoder.digest(), coder.digest());
  }
});

test('a call that fails leaves the digest as it was', () => {
  for (const [coder] of encoded()) {
    const digest = coder.digest();
    const encode = coder instanceof RangeEncoder ? coder.encode : coder.encodeReverse;
    assert.throws(() => encode.call(coder, [0, 101], gaussian, { mean: 0, std: 1 }), RangeError);
    assert.equal(coder.digest(), digest);
  }
});

test('digests start again after clear and seek', () => {
  const uniform = model.uniform({ size: 7 });
  const encoder = new RangeEncoder(KEPT);
  encoder.encode([1, 2, 3], uniform);
  const pos = encoder.pos();
  encoder.encode([4, 5], uniform);
  const decoder = encoder.getDecoder();
  decoder.seek(pos);
  assert.equal(decoder.digest(), 0n);
  assert.deepEqual([...decoder.decode(2, uniform)], [4, 5]);
  encoder.clear();
  assert.equal(encoder.digest(), 0n);
  encoder.encode([4, 5], uniform);
  assert.equal(encoder.digest(), decoder.digest());

  const stack = new AnsCoder(undefined, KEPT);
  const empty = stack.pos();
  stack.encodeReverse([1, 2], uniform);
  stack.seek(empty);
  assert.equal(stack.digest(), 0n);
  for (const coder of [stack, new InterleavedAnsCoder(undefined, { lanes: 2, digest: true })]) {
    coder.encodeReverse([1, 2], uniform);
    assert.notEqual(coder.digest(), 0n);
    coder.clear();
    assert.equal(coder.digest(), 0n);
  }
});

test('bits-back coding and its opposite agree', () => {
  const noise = Uint32Array.from({ length: 100 }, (_, index) => index);
  const posterior = model.quantizedGaussian({ min: -20, max: 20, mean: 1, std: 3 });
  const coder = AnsCoder.fromBinary(noise, KEPT);
  const latents = coder.decode(20, posterior);
  const digest = coder.digest();
  const chain = new ChainCoder(noise, { seal: true, digest: true });
  const decoded = chain.decode(20, gaussian, { mean: mean.subarray(0, 20), std: 5 });
  chain.encodeReverse(decoded, gaussian, { mean: mean.subarray(0, 20), std: 5 });
  assert.equal(chain.digest(), 0n);
  coder.encodeReverse(latents, posterior);
  assert.equal(coder.digest(), 0n);
  assert.notEqual(digest, 0n);
  assert.equal(ChainCoder.fromBytes(new Uint8Array(noise.buffer), { seal: true, digest: true }).digest(), 0n);
});

test('models that learn count as well', () => {
  const text = new TextEncoder().encode('how much wood would a woodchuck chuck');
  const encoder = new RangeEncoder(KEPT);
  encoder.encode(text, adaptive.nibbles());
  const decoder = encoder.getDecoder();
  decoder.decode(new Uint8Array(text.length), adaptive.nibbles());
  assert.equal(decoder.digest(), encoder.digest());
  assert.notEqual(decoder.digest(), 0n);
});

test('coders that were not asked have none', () => {
  const coders = [new AnsCoder(), new InterleavedAnsCoder(), new RangeEncoder(), new RangeEncoder().getDecoder(), new RangeDecoder([])];
  for (const coder of [...coders, new ChainCoder([1, 2, 3]), new AnsCoder(undefined, { digest: false })]) {
    assert.throws(() => coder.digest(), { name: 'TypeError', message: /digest: true/ });
  }
  assert.throws(() => new AnsCoder(undefined, { digest: 1 }), { name: 'TypeError', message: /digest must be true or false/ });
  assert.throws(() => new RangeEncoder({ lanes: 3 }), { name: 'TypeError', message: /no lanes/ });
});
