// Models.

import { integerOf, optionsOf, symbolsOf, wordsOf } from './arrays.js';
import { at, describe, isFreed, native, objectOf, Owner } from './native.js';
import { callParameters, fixedParameters, oneParameters } from './parameters.js';

/** The number of bits of a probability by default. */
const PRECISION = 24;
/** The same for tables. */
const TABLE_PRECISION = 16;

/** What is known of models that cannot change. */
const known = new WeakMap();

export class Model extends Owner {
  constructor(object) {
    if (!(object instanceof native().Model)) throw new TypeError("models are made by the functions of 'model'");
    super(object);
    const vectors = object.vectors();
    const names = object.parameters().split(',').filter(Boolean);
    known.set(this, names.map((name, place) => ({ name, isVector: vectors[place] === 1 })));
  }

  static parse(text) {
    if (typeof text !== 'string') throw new TypeError(`the text of a model must be a string, not ${describe(text)}`);
    return new Model(native().Model.parse(text));
  }

  get family() {
    return objectOf(this, Model).family();
  }

  get precision() {
    return objectOf(this, Model).precision();
  }

  get parameters() {
    return lacking(this).map(({ name }) => name);
  }

  get isComplete() {
    return lacking(this).length === 0;
  }

  toString() {
    return objectOf(this, Model).text();
  }

  toJSON() {
    return String(this);
  }

  [Symbol.for('nodejs.util.inspect.custom')]() {
    return isFreed(this) ? 'Model (freed)' : String(this);
  }

  support(params) {
    const object = objectOf(this, Model);
    // The bounds of many families do not depend on parameters.
    const parameters = params === undefined ? new (native().Parameters)() : oneParameters(lacking(this), params);
    const [min, max] = object.support(parameters);
    return { min, max };
  }

  interval(symbol, params) {
    const object = objectOf(this, Model);
    const [left, probability] = object.interval(numberOf(symbol, 'a symbol'), oneParameters(lacking(this), params));
    return { left, probability };
  }

  symbolAt(quantile, params) {
    const object = objectOf(this, Model);
    const found = object.symbol_at(numberOf(quantile, 'a quantile'), oneParameters(lacking(this), params));
    return { symbol: found[0], left: found[1], probability: found[2] };
  }

  probabilities(params) {
    return objectOf(this, Model).probabilities(oneParameters(lacking(this), params));
  }

  entropy(params) {
    return objectOf(this, Model).entropy(oneParameters(lacking(this), params));
  }

  pmf(symbols, params) {
    return statistic(this, 'pmf', symbols, params);
  }

  cdf(symbols, params) {
    return statistic(this, 'cdf', symbols, params);
  }

  costBits(symbols, params) {
    return statistic(this, 'cost_bits', symbols, params);
  }

  informationContent(symbols, params) {
    return this.costBits(symbols, params).reduce((sum, bits) => sum + bits, 0);
  }
}

function numberOf(value, what) {
  if (typeof value === 'bigint') return Number(value);
  if (!Number.isInteger(value)) throw new TypeError(`${what} must be an integer, not ${describe(value)}`);
  return value;
}

function statistic(model, name, symbols, params) {
  const object = objectOf(model, Model);
  const { kind, bytes, count } = symbolsOf(symbols);
  return object[name](kind, bytes, callParameters(lacking(model), params, count));
}

/** The parameters that come with each call: their names, and whether they are vectors. */
export function lacking(model) {
  return known.get(model);
}

const number = (name) => ({ name, isVector: false });
const vector = (name) => ({ name, isVector: true });

const GENERAL = ['precision', 'zeroProbability'];

/** Makes the models of a family from options. */
function family(name, parameters, { isBounded = false, isQuantized = false } = {}) {
  const names = parameters.map((parameter) => parameter.name);
  const bounds = isBounded ? ['min', 'max'] : [];
  const all = [...bounds, ...names, ...GENERAL, ...(isQuantized ? ['quantization'] : [])];
  return (options = {}) => {
    optionsOf(options, all, `options of ${name}`);
    for (const bound of bounds) integerOf(options[bound], bound, -(2 ** 31), 2 ** 31 - 1);
    const fixed = () => fixedParameters(parameters, options);
    const [precision, zeroProbability] = general(options, PRECISION);
    const quantization = textOf(options.quantization ?? 'perfect', 'quantization');
    const { min, max } = isBounded ? options : {};
    return new Model(new (native().Model)(name, min, max, fixed(), precision, quantization, zeroProbability));
  };
}

function general(options, precision) {
  return [
    integerOf(options.precision ?? precision, 'the precision', 1, 32),
    textOf(options.zeroProbability ?? 'leaky', 'zeroProbability'),
  ];
}

function textOf(value, name) {
  if (typeof value !== 'string') throw new TypeError(`${name} must be a string, not ${describe(value)}`);
  return value;
}

function cdfTable(options) {
  const { tables, ...rest } = optionsOf(options, ['tables', ...GENERAL], 'options of CdfTable');
  if (!Array.isArray(tables)) throw new TypeError(`tables must be an array, not ${describe(tables)}`);
  if (tables.length === 0) throw new RangeError('there must be at least one table');
  const [precision, zeroProbability] = general(rest, TABLE_PRECISION);
  const parts = tables.map((table, index) => {
    try {
      const { cumulative, offset = 0 } = optionsOf(table, ['cumulative', 'offset'], 'parts of a table');
      return { words: wordsOf(cumulative), offset: integerOf(offset, 'the offset', -(2 ** 31), 2 ** 31 - 1) };
    } catch (error) {
      error.message = `in table ${index}: ${error.message}`;
      throw at(index, error);
    }
  });
  const lengths = Uint32Array.from(parts, ({ words }) => words.length);
  const cumulative = new Uint32Array(lengths.reduce((sum, length) => sum + length, 0));
  let end = 0;
  for (const { words } of parts) {
    cumulative.set(words, end);
    end += words.length;
  }
  const offsets = Int32Array.from(parts, ({ offset }) => offset);
  return new Model(native().Model.tables(wordsOf(cumulative), lengths, offsets, precision, zeroProbability));
}

export const model = Object.freeze({
  // <families:makers> Written by `cargo xtask codegen`.
  uniform: family('Uniform', [number('size')]),
  bernoulli: family('Bernoulli', [number('p')], { isQuantized: true }),
  binomial: family('Binomial', [number('n'), number('p')]),
  quantizedGaussian: family('QuantizedGaussian', [number('mean'), number('std')], { isBounded: true }),
  quantizedLaplace: family('QuantizedLaplace', [number('mean'), number('scale')], { isBounded: true }),
  quantizedCauchy: family('QuantizedCauchy', [number('loc'), number('scale')], { isBounded: true }),
  quantizedLogistic: family('QuantizedLogistic', [number('mean'), number('scale')], { isBounded: true }),
  gaussianMixture: family('GaussianMixture', [vector('weights'), vector('means'), vector('stds')], { isBounded: true }),
  laplaceMixture: family('LaplaceMixture', [vector('weights'), vector('means'), vector('scales')], { isBounded: true }),
  logisticMixture: family('LogisticMixture', [vector('weights'), vector('means'), vector('scales')], { isBounded: true }),
  categorical: family('Categorical', [vector('probabilities')], { isQuantized: true }),
  categoricalLogits: family('CategoricalLogits', [vector('logits')]),
  topK: family('TopK', [number('vocabulary'), vector('ids'), vector('probabilities')]),
  // </families>
  cdfTable,
});
