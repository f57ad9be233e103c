// Random calls that Python has made, too, if it has: words and symbols are the same.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { AnsCoder, ChainCoder, code, model, QueueEncoder, RangeEncoder, StackCoder } from 'constriction';

const file = process.env.CONSTRICTION_CASES_FILE;
/** Which parameters each family has, in the order in which Python takes them. */
const PARAMETERS = {
  QuantizedGaussian: ['mean', 'std'],
  QuantizedLaplace: ['mean', 'scale'],
  QuantizedCauchy: ['loc', 'scale'],
  Categorical: ['probabilities'],
  Bernoulli: ['p'],
  Uniform: ['size'],
  Binomial: ['n', 'p'],
};

const arrayOf = ({ type, numbers }) => ({ float32: Float32Array, int32: Int32Array })[type]?.from(numbers) ?? Float64Array.from(numbers);
const valueOf = (value) => (typeof value === 'object' ? arrayOf(value) : value);

/** What JSON had for what is returned here. */
function plain(value) {
  if (ArrayBuffer.isView(value)) return Array.from(value);
  if (Array.isArray(value)) return value.map(plain);
  return typeof value === 'object' ? value.numbers : value;
}

function modelOf({ family, args, options: { perfect, lazy, ...options }, params }) {
  const names = PARAMETERS[family];
  const make = model[family[0].toLowerCase() + family.slice(1)];
  const isBounded = family.startsWith('Quantized');
  if (isBounded) [options.min, options.max] = args;
  args.slice(isBounded ? 2 : 0).forEach((value, place) => (options[names[place]] = valueOf(value)));
  if (lazy) options.quantization = 'lazy';
  else if (perfect === false || (lazy === false && perfect === undefined)) options.quantization = 'fast';
  const lacking = names.filter((name) => options[name] === undefined);
  const given = Object.fromEntries(params.map((array, place) => [lacking[place], arrayOf(array)]));
  return [make(options), params.length ? given : undefined];
}

const JOBS = {
  ans({ symbols }, model, params) {
    const coder = new AnsCoder();
    coder.encodeReverse(symbols, model, params);
    const words = coder.getCompressed();
    return { words, symbols: coder.decode(symbols.length, model, params) };
  },
  noise({ symbols, noise, seal }, model, params) {
    const coder = seal ? AnsCoder.fromBinary(noise) : new AnsCoder(noise);
    const decoded = coder.decode(symbols.length, model, params);
    const left = coder.getCompressed();
    coder.encodeReverse(decoded, model, params);
    return { symbols: decoded, 'words left': left, words: seal ? coder.getBinary() : coder.getCompressed() };
  },
  range({ symbols }, model, params) {
    const encoder = new RangeEncoder();
    encoder.encode(symbols, model, params);
    return { words: encoder.getCompressed(), symbols: encoder.getDecoder().decode(symbols.length, model, params) };
  },
  chain({ symbols, noise, seal }, model, params) {
    const coder = new ChainCoder(noise, { seal });
    const decoded = coder.decode(symbols.length, model, params);
    const remainders = coder.getRemainders();
    const back = new ChainCoder(remainders.flatMap((part) => [...part]), { isRemainders: true });
    back.encodeReverse(decoded, model, params);
    return { symbols: decoded, remainders, words: back.getData({ unseal: seal }) };
  },
  single({ symbols }, model) {
    const [coder, encoder] = [new AnsCoder(), new RangeEncoder()];
    for (const symbol of symbols) {
      coder.encodeSymbol(symbol, model);
      encoder.encodeSymbol(symbol, model);
    }
    const words = { 'ANS words': coder.getCompressed(), 'range words': encoder.getCompressed() };
    const decoder = encoder.getDecoder();
    const each = (from) => symbols.map(() => from.decodeSymbol(model));
    return { ...words, 'from ANS': each(coder), 'from range': each(decoder) };
  },
};

function huffman({ symbols, params: [probabilities] }) {
  const tree = code.huffman({ probabilities: arrayOf(probabilities) });
  const [queue, stack] = [new QueueEncoder(), new StackCoder()];
  for (const symbol of symbols) {
    queue.encodeSymbol(symbol, tree);
    stack.encodeSymbol(symbol, tree);
  }
  const words = { queue: [queue.getCompressed(), queue.numBits()], stack: stack.getCompressed() };
  const decoder = queue.getDecoder();
  const each = (from) => symbols.map(() => from.decodeSymbol(tree));
  return { ...words, 'from the queue': each(decoder), 'from the stack': each(stack) };
}

test('random calls give what they give in Python', { skip: file === undefined }, (context) => {
  const { seed, cases } = JSON.parse(readFileSync(file, 'utf8'));
  context.diagnostic(`${cases.length} cases of seed ${seed}`);
  cases.forEach((one, number) => {
    const results = one.job === 'huffman' ? huffman(one) : JOBS[one.job](one, ...modelOf(one));
    const expected = Object.fromEntries(Object.entries(one.results).map(([name, value]) => [name, plain(value)]));
    const ours = Object.fromEntries(Object.entries(results).map(([name, value]) => [name, plain(value)]));
    assert.deepEqual(ours, expected, `case ${number} of seed ${seed}`);
  });
});
