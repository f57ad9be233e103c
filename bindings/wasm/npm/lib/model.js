// Models.

import { integerOf, optionsOf, symbolsOf, wordsOf } from './arrays.js';
import { at, describe, isFreed, native, objectOf, Owner, room, roomyObjectOf } from './native.js';
import { callParameters, fixedParameters, oneParameters } from './parameters.js';

/** The number of bits of a probability by default. */
const PRECISION = 24;
/** The same for tables. */
const TABLE_PRECISION = 16;

let callOf;

export class Model extends Owner {
  #call;

  constructor(object, float) {
    if (!(object instanceof native().Model)) throw new TypeError("models are made by the functions of 'model'");
    super(object);
    room();
    const vectors = object.vectors();
    const names = object.parameters().split(',').filter(Boolean);
    const lacking = names.map((name, place) => ({ name, isVector: vectors[place] === 1 }));
    this.#call = {
      lacking,
      names,
      float,
      // Calls with one symbol have a shorter way with these.
      isOfNumbers: lacking.every(({ isVector }) => !isVector),
      isOfRows: lacking.length === 1 && lacking[0].isVector,
    };
  }

  static {
    callOf = (model) => model.#call;
  }

  static parse(text) {
    if (typeof text !== 'string') throw new TypeError(`the text of a model must be a string, not ${describe(text)}`);
    room(3 * text.length);
    return new Model(native().Model.parse(text));
  }

  get family() {
    return roomyObjectOf(this, Model).family();
  }

  get precision() {
    return objectOf(this, Model).precision();
  }

  get parameters() {
    return [...wants(this).names];
  }

  get fixed() {
    const object = roomyObjectOf(this, Model);
    const fixed = {};
    for (const [place, name] of object.names().split(',').filter(Boolean).entries()) {
      const value = object.number(place) ?? object.vector(place);
      if (value !== undefined) fixed[name] = object.is_single(place) ? Float32Array.from(value) : value;
    }
    return fixed;
  }

  get isComplete() {
    return wants(this).names.length === 0;
  }

  toString() {
    return roomyObjectOf(this, Model).text();
  }

  toJSON() {
    return String(this);
  }

  [Symbol.for('nodejs.util.inspect.custom')]() {
    return isFreed(this) ? 'Model (freed)' : String(this);
  }

  support(params) {
    const object = roomyObjectOf(this, Model);
    // The bounds of many families do not depend on parameters.
    const parameters = params === undefined ? new (native().Parameters)() : oneParameters(wants(this), params);
    const [min, max] = object.support(parameters);
    return { min, max };
  }

  interval(symbol, params) {
    const object = roomyObjectOf(this, Model);
    const [left, probability] = object.interval(numberOf(symbol, 'a symbol'), oneParameters(wants(this), params));
    return { left, probability };
  }

  symbolAt(quantile, params) {
    const object = roomyObjectOf(this, Model);
    const found = object.symbol_at(numberOf(quantile, 'a quantile'), oneParameters(wants(this), params));
    return { symbol: found[0], left: found[1], probability: found[2] };
  }

  probabilities(params) {
    return roomyObjectOf(this, Model).probabilities(oneParameters(wants(this), params));
  }

  entropy(params) {
    return roomyObjectOf(this, Model).entropy(oneParameters(wants(this), params));
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
  const object = roomyObjectOf(model, Model);
  const { kind, bytes, count } = symbolsOf(symbols);
  return object[name](kind, bytes, callParameters(wants(model), params, count));
}

/**
 * The arguments of each call: `lacking`, the parameters with their `names`, and whether each is a vector; and `float`, the
 * precision that they are to have.
 */
export function wants(model) {
  return callOf(model);
}

const number = (name) => ({ name, isVector: false });
const vector = (name) => ({ name, isVector: true });

const GENERAL = ['precision', 'zeroProbability'];
const PRECISIONS = ['f32', 'f64'];

/** The precision that parameters are to have, if that is said. */
function floatOf({ float }) {
  if (float === undefined || PRECISIONS.includes(float)) return float;
  throw new RangeError(`float must be 'f32' or 'f64', not ${describe(float)}`);
}

/** Makes the models of a family from options. */
function family(name, parameters, { isBounded = false, isQuantized = false } = {}) {
  const names = parameters.map((parameter) => parameter.name);
  const bounds = isBounded ? ['min', 'max'] : [];
  const all = [...bounds, ...names, ...GENERAL, 'float', ...(isQuantized ? ['quantization'] : [])];
  return (options = {}) => {
    optionsOf(options, all, `options of ${name}`);
    const missing = bounds.filter((bound) => options[bound] === undefined);
    if (missing.length > 0) throw new TypeError(`the model of the family ${name} needs ${missing.join(' and ')}`);
    for (const bound of bounds) integerOf(options[bound], bound, -(2 ** 31), 2 ** 31 - 1);
    const float = floatOf(options);
    const fixed = () => fixedParameters(parameters, options, float);
    const [precision, zeroProbability] = general(options, PRECISION);
    const quantization = textOf(options.quantization ?? 'perfect', 'quantization');
    const { min, max } = isBounded ? options : {};
    return new Model(new (native().Model)(name, min, max, fixed(), precision, quantization, zeroProbability), float);
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
