// Copies, positions, states, bytes, and the end of objects.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { inspect } from 'node:util';
import * as constriction from 'constriction';
import * as streamed from 'constriction/url';

const { AnsCoder, ChainCoder, code, model, QueueDecoder, QueueEncoder, RangeDecoder, RangeEncoder, StackCoder } = constriction;
const gaussian = model.quantizedGaussian({ min: -100, max: 100, mean: 3, std: 20 });
const symbols = Int32Array.from({ length: 300 }, (_, index) => ((index * 37) % 80) - 40);

test('ANS coders can be copied, read as bytes, and sent back', () => {
  const coder = new AnsCoder();
  coder.encodeReverse(symbols.subarray(100), gaussian);
  const pos = coder.pos();
  coder.encodeReverse(symbols.subarray(0, 100), gaussian);
  const copy = coder.clone();
  assert.deepEqual(copy.getCompressed(), coder.getCompressed());
  assert.equal(coder.getCompressed().length, coder.numWords());
  assert.deepEqual(AnsCoder.fromBytes(coder.toBytes()).decode(300, gaussian), symbols);
  assert.deepEqual(AnsCoder.fromBytes(coder.toBytes().buffer).decode(300, gaussian), symbols);
  assert.equal(coder.bulk().length, coder.pos().position);
  assert.equal(typeof coder.state, 'bigint');
  assert.throws(() => coder.seek({ position: 2 ** 20, state: 1n << 40n }), RangeError);
  coder.seek(pos);
  assert.deepEqual(coder.pos(), pos);
  assert.deepEqual(coder.decode(200, gaussian), symbols.subarray(100));
  assert(coder.isEmpty());
  copy.clear();
  assert(copy.isEmpty());
  assert.equal(copy.numValidBits(), 0);
});

test('range decoders go to where encoders were', () => {
  const encoder = new RangeEncoder();
  encoder.encode(symbols.subarray(0, 100), gaussian);
  const pos = encoder.pos();
  const { lower, range, held } = encoder.state;
  assert.deepEqual([lower, range], [pos.lower, pos.range]);
  assert(held === undefined || held.count > 0);
  const words = encoder.bulk();
  encoder.encode(symbols.subarray(100), gaussian);
  assert.deepEqual(encoder.bulk().subarray(0, words.length), words);
  const decoder = RangeDecoder.fromBytes(encoder.toBytes());
  const copy = decoder.clone();
  assert(!decoder.maybeExhausted());
  decoder.seek(pos);
  assert.deepEqual(decoder.decode(200, gaussian), symbols.subarray(100));
  assert(decoder.maybeExhausted());
  assert.deepEqual(copy.decode(300, gaussian), symbols);
  assert.deepEqual(copy.state, decoder.state);
  assert.throws(() => decoder.seek({ position: 0, lower: 0n, range: 0n }), RangeError);
  const other = encoder.clone();
  encoder.clear();
  assert(encoder.isEmpty() && !other.isEmpty());
  assert.equal(other.numWords(), other.getCompressed().length);
});

test('symbols one by one are symbols at once', () => {
  const [one, all] = [new RangeEncoder(), new RangeEncoder()];
  const family = model.quantizedGaussian({ min: -100, max: 100 });
  for (const symbol of symbols) one.encodeSymbol(symbol, family, { mean: 3, std: 20 });
  all.encode(symbols, gaussian);
  assert.deepEqual(one.getCompressed(), all.getCompressed());
  const decoder = one.getDecoder();
  for (const symbol of symbols) assert.equal(decoder.decodeSymbol(gaussian), symbol);
  const coder = new AnsCoder();
  for (const symbol of symbols) coder.encodeSymbol(BigInt(symbol), gaussian);
  for (const symbol of symbols.toReversed()) assert.equal(coder.decodeSymbol(family, { mean: [3], std: 20 }), symbol);
});

test('chain coders give data back', () => {
  const data = Uint32Array.from({ length: 300 }, (_, index) => Math.imul(index, 2654435761) >>> 0);
  const coder = new ChainCoder(data, { seal: true });
  const copy = coder.clone();
  const decoded = coder.decode(100, gaussian);
  assert.deepEqual(copy.decode(100, gaussian), decoded);
  assert.deepEqual(copy.heads, coder.heads);
  coder.encodeSymbol(coder.decodeSymbol(gaussian), gaussian);
  const [rest, remainders] = coder.getRemainders();
  const back = new ChainCoder(remainders, { isRemainders: true });
  back.encodeReverse(decoded, gaussian);
  assert.deepEqual(Uint32Array.from([...rest, ...back.getData({ unseal: true }).flatMap((part) => [...part])]), data);
});

test('codes of all kinds are read back', () => {
  const values = [0, 1, 2, 3, 2, 1, 0, 3, 3];
  const probabilities = [0.4, 0.3, 0.2, 0.1];
  const codes = [
    code.huffman({ probabilities }), code.huffman({ probabilities: Uint16Array.of(4, 3, 2, 1) }),
    code.canonicalHuffman({ probabilities: Float32Array.from(probabilities), maxLength: 5 }),
    code.canonicalHuffman({ probabilities: Uint8Array.of(4, 3, 2, 1) }), code.canonicalHuffman({ lengths: [1, 2, 3, 3] }),
    code.expGolomb(), code.expGolomb({ order: 2 }), code.golomb({ divisor: 3n }),
    code.rice({ lowBits: 1 }), code.unary(),
  ];
  for (const one of codes) {
    const queue = new QueueEncoder();
    queue.encode(values, one);
    assert.equal(queue.numBits(), values.reduce((sum, value) => sum + one.codeword(value).length, 0));
    assert.deepEqual(Array.from(queue.clone().getDecoder().decode(values.length, one)), values);
    const stack = new StackCoder();
    stack.encodeReverse(values, one);
    assert.deepEqual(Array.from(StackCoder.fromBytes(stack.toBytes()).decode(new Uint8Array(values.length), one)), values);
    assert.deepEqual(values.map(() => stack.decodeSymbol(one)), values);
    queue.clear();
    assert(queue.isEmpty() && stack.isEmpty());
  }
  for (const one of [code.eliasGamma(), code.eliasDelta()]) {
    const queue = new QueueEncoder();
    queue.encode([1, 2, 1000], one);
    assert.deepEqual(Array.from(queue.getDecoder().decode(3, one)), [1, 2, 1000]);
    assert.throws(() => queue.encodeSymbol(0, one), RangeError);
  }
  assert.deepEqual(codes[4].lengths, Uint8Array.of(1, 2, 3, 3));
  assert.deepEqual([codes[0].numSymbols, codes[5].numSymbols, codes[5].lengths], [4, undefined, undefined]);
  assert.deepEqual(codes[4].codeword(0), '0');
  const queue = new QueueEncoder();
  queue.encodeSymbol(3, codes[4]);
  const decoder = QueueDecoder.fromBytes(queue.toBytes());
  assert.equal(decoder.clone().decodeSymbol(codes[4]), 3);
});

test('memory comes back', () => {
  const size = model.uniform({ size: 256 });
  const message = new Int32Array(1 << 20);
  const words = new Uint32Array(1 << 18);
  // Without, these would be more than WebAssembly can have.
  for (let round = 0; round < 8000; round++) {
    const coder = round === 0 ? new AnsCoder() : AnsCoder.fromBinary(words);
    if (round % 1000 === 0) coder.encodeReverse(message, size);
    coder.free();
  }
  if (Symbol.dispose) assert.equal(typeof new AnsCoder()[Symbol.dispose], 'function');
});

test('objects cannot be cloned, and say so', () => {
  const objects = [
    new AnsCoder(), new constriction.InterleavedAnsCoder(), new RangeEncoder(), new RangeDecoder([1]), new ChainCoder([1, 2, 3]),
    new QueueEncoder(), new QueueDecoder([1]), new StackCoder(), gaussian, code.unary(),
  ];
  const { port1, port2 } = new MessageChannel();
  for (const object of objects) {
    for (const call of [() => structuredClone(object), () => structuredClone([{ object }]), () => port1.postMessage(object)]) {
      assert.throws(call, (error) => {
        assert.equal(error.name, 'DataCloneError');
        assert.match(error.message, /send toBytes\(\) or String\(model\)/);
        return true;
      });
    }
  }
  port1.close();
  port2.close();
  const coder = new AnsCoder();
  coder.encodeReverse(symbols, gaussian);
  const [bytes, text] = structuredClone([coder.toBytes(), String(gaussian)]);
  assert.deepEqual(AnsCoder.fromBytes(bytes).decode(300, constriction.Model.parse(text)), symbols);
});

test('memory grows a few times, also where nothing is freed', () => {
  const path = createRequire(import.meta.url).resolve('constriction/package.json');
  // In a process of its own, whose memory is small at first.
  const code = `
    import { AnsCoder, model } from 'constriction';
    import { initSync } from ${JSON.stringify(new URL('wasm/glue.js', pathToFileURL(path)))};
    const { memory } = initSync();
    const sizes = new Set();
    const probabilities = Float64Array.from({ length: 256 }, (_, index) => index + 1);
    const kept = [];
    for (let round = 0; round < 5000; round++) {
      kept.push(model.categorical({ probabilities }), new AnsCoder());
      sizes.add(memory.buffer.byteLength);
    }
    console.log(sizes.size, memory.buffer.byteLength);
  `;
  const cwd = fileURLToPath(new URL('.', import.meta.url));
  const output = execFileSync(process.execPath, ['--input-type=module', '--eval', code], { encoding: 'utf8', cwd });
  const [sizes, bytes] = output.split(' ').map(Number);
  assert(bytes > 5000 * 2048, output);
  assert(sizes < 30, output);
});

test('the end can be checked', () => {
  const dice = model.uniform({ size: 6 });
  const message = Int32Array.from({ length: 1000 }, (_, index) => (index * 7) % 6);
  const range = new RangeEncoder();
  range.encode(message, dice);
  const [ans, interleaved] = [new AnsCoder(), new constriction.InterleavedAnsCoder(undefined, { lanes: 4 })];
  for (const coder of [ans, interleaved]) coder.encodeReverse(message, dice);
  for (const make of [() => range.getDecoder(), () => ans.clone(), () => interleaved.clone()]) {
    const coder = make();
    assert.throws(() => coder.checkEnd(), { name: 'RangeError', message: /this is not the end/ });
    coder.decode(500, dice);
    assert.throws(() => coder.checkEnd(), { name: 'RangeError', message: /this is not the end/ });
    assert.deepEqual(coder.decode(500, dice), message.subarray(500));
    assert.equal(coder.checkEnd(), undefined);
  }
  const decoder = range.getDecoder();
  decoder.decode(1100, dice);
  assert.throws(() => decoder.checkEnd(), { name: 'RangeError', message: /more was decoded than there is/ });
  const cut = new RangeDecoder(range.getCompressed().subarray(0, -10));
  cut.decode(1000, dice);
  assert.throws(() => cut.checkEnd(), { name: 'RangeError', message: /the data was cut off/ });
  const far = interleaved.clone();
  far.decode(1000, dice);
  assert.throws(() => {
    far.decode(100, dice);
    far.checkEnd();
  }, RangeError);
});

test('objects are written as JSON without a loss, or not at all', () => {
  assert.equal(JSON.stringify({ gaussian }), JSON.stringify({ gaussian: String(gaussian) }));
  const text = JSON.parse(JSON.stringify(gaussian));
  assert.equal(String(constriction.Model.parse(text)), String(gaussian));
  const dice = code.huffman({ probabilities: [1, 2, 3] });
  const stack = new AnsCoder();
  stack.encodeReverse(symbols, gaussian);
  assert.deepEqual(new AnsCoder(JSON.parse(JSON.stringify(stack))).decode(300, gaussian), symbols);
  const queue = new RangeEncoder();
  queue.encode(symbols, gaussian);
  assert.deepEqual(new RangeDecoder(JSON.parse(JSON.stringify(queue))).decode(300, gaussian), symbols);
  for (const object of [queue.getDecoder(), new ChainCoder([1, 2, 3]), new QueueDecoder([1]), dice]) {
    assert.throws(() => JSON.stringify({ object }), { name: 'TypeError', message: /cannot be written as JSON/ });
  }
});

test('Node prints what objects are', () => {
  assert.equal(inspect(gaussian), String(gaussian));
  assert.equal(inspect(new AnsCoder([1, 2])), 'AnsCoder (64 bits)');
  assert.equal(inspect([new RangeDecoder([1])]), '[ RangeDecoder ]');
  assert.equal(inspect(code.unary()), 'Code');
  for (const object of [model.uniform({ size: 3 }), new AnsCoder()]) {
    object.free();
    assert.equal(inspect(object), `${object.constructor.name} (freed)`);
  }
});

test('it can be required', () => {
  const required = createRequire(import.meta.url)('constriction');
  assert.equal(required.AnsCoder, AnsCoder);
});

test('the version is that of the package, and both entries are one', () => {
  const path = createRequire(import.meta.url).resolve('constriction/package.json');
  assert.equal(constriction.version, JSON.parse(readFileSync(path, 'utf8')).version);
  assert.equal(streamed.AnsCoder, AnsCoder);
});
