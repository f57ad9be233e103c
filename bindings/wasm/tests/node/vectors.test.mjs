// The golden vectors: symbols, their models, and the words that the published package 0.5.0 made of them.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  AnsCoder, ChainCoder, code, decodeBytes, encodeBytes, QueueDecoder, QueueEncoder, RangeDecoder, RangeEncoder, StackCoder,
} from 'constriction';
import { modelOf, vectors } from './data.mjs';

const all = vectors('published-0.5.0.json').vectors;
const stream = all.filter((one) => one.family !== 'Huffman');
const huffman = all.filter((one) => one.family === 'Huffman');

const equal = (array, expected, message) => assert.deepEqual(Array.from(array), expected, message);

test('all cases are here', () => assert.deepEqual([stream.length, huffman.length], [108, 6]));

test('ANS words are the published ones', () => {
  for (const one of stream) {
    const [model, params] = modelOf(one);
    const coder = new AnsCoder();
    coder.encodeReverse(one.symbols, model, params);
    equal(coder.getCompressed(), one.ans.words, one.name);
    assert.deepEqual([coder.numBits(), coder.numValidBits()], [one.ans.num_bits, one.ans.num_valid_bits], one.name);
    const decoder = new AnsCoder(Uint32Array.from(one.ans.words));
    equal(decoder.decode(one.symbols.length, model, params), one.symbols, one.name);
    assert(decoder.isEmpty());
  }
});

test('range words are the published ones', () => {
  for (const one of stream) {
    const [model, params] = modelOf(one);
    const encoder = new RangeEncoder();
    encoder.encode(Int32Array.from(one.symbols), model, params);
    equal(encoder.getCompressed(), one.range.words, one.name);
    assert.equal(encoder.numBits(), one.range.num_bits);
    for (const decoder of [new RangeDecoder(one.range.words), encoder.getDecoder()]) {
      equal(decoder.decode(one.symbols.length, model, params), one.symbols, one.name);
      assert(decoder.maybeExhausted());
    }
  }
});

test('symbols from noise are the published ones', () => {
  for (const one of stream) {
    const [model, params] = modelOf(one);
    const wanted = one.ans_from_binary;
    const coder = AnsCoder.fromBinary(one.noise);
    equal(coder.decode(one.symbols.length, model, params), wanted.symbols, one.name);
    equal(coder.getCompressed(), wanted.words_left, one.name);
    coder.encodeReverse(wanted.symbols, model, params);
    equal(coder.getBinary(), one.noise, one.name);
  }
});

test('chain words are the published ones', () => {
  for (const one of stream) {
    const [model, params] = modelOf(one);
    const wanted = one.chain;
    const coder = new ChainCoder(one.noise, { seal: true });
    equal(coder.decode(one.symbols.length, model, params), wanted.symbols, one.name);
    const remainders = coder.getRemainders().map((part) => Array.from(part));
    assert.deepEqual(remainders, wanted.remainders, one.name);
    const back = new ChainCoder(remainders.flat(), { isRemainders: true });
    back.encodeReverse(wanted.symbols, model, params);
    equal(back.getData({ unseal: true }).flatMap((part) => Array.from(part)), one.noise, one.name);
  }
});

const treeOf = ({ probabilities, dtype }) =>
  code.huffman({ probabilities: (dtype === 'float32' ? Float32Array : Float64Array).from(probabilities) });

test('bits of a queue are the published ones', () => {
  for (const one of huffman) {
    const tree = treeOf(one);
    const encoder = new QueueEncoder();
    encoder.encode(one.symbols, tree);
    equal(encoder.getCompressed(), one.queue.words, one.name);
    assert.equal(encoder.numBits(), one.queue.num_bits);
    for (const decoder of [new QueueDecoder(one.queue.words), encoder.getDecoder(), QueueDecoder.fromBytes(encoder.toBytes())]) {
      equal(decoder.decode(one.symbols.length, tree), one.symbols, one.name);
    }
  }
});

test('bits of a stack are the published ones', () => {
  for (const one of huffman) {
    const tree = treeOf(one);
    const coder = new StackCoder();
    coder.encodeReverse(one.symbols, tree);
    equal(coder.getCompressed(), one.stack.words, one.name);
    for (const decoder of [new StackCoder(one.stack.words), coder]) {
      equal(one.symbols.map(() => decoder.decodeSymbol(tree)), one.symbols, one.name);
      assert(decoder.isEmpty());
    }
  }
});

test('interleaved bytes are those of Rust', () => {
  const { bytes } = vectors('interleaved.json');
  assert(bytes.length > 10);
  let here = 0;
  for (const { name, pattern, repeat, compressed, ...rest } of bytes) {
    const message = new Uint8Array(Buffer.from(pattern.repeat(repeat), 'hex'));
    const data = new Uint8Array(Buffer.from(compressed, 'hex'));
    assert.deepEqual(decodeBytes(data), message, name);
    // Others have tables or lanes that are not chosen by default.
    if (Object.keys(rest).length === 0) {
      assert.deepEqual(encodeBytes(message), data, name);
      here += 1;
    }
  }
  assert(here > 5);
});
