// Models whose cumulative distribution functions are the caller's.

import { floatsOf, integerOf, optionsOf, symbolsOf } from './arrays.js';
import { describe, native, objectOf, Owner, room, roomyObjectOf } from './native.js';

const OPTIONS = ['cdf', 'inverse', 'min', 'max', 'parameters', 'precision', 'zeroProbability'];
/** The number of bits of a probability by default. */
const PRECISION = 24;

let partsOf;

/** A number that a function returned. */
function numberOf(value, name) {
  if (typeof value === 'number') return value;
  throw new TypeError(`the function ${name} must return a number, not ${describe(value)}`);
}

export class CustomModel extends Owner {
  #parts;

  constructor(options) {
    const { cdf, inverse, min, max, ...rest } = optionsOf(options, OPTIONS, 'options of CustomModel');
    if (typeof cdf !== 'function') throw new TypeError(`cdf must be a function, not ${describe(cdf)}`);
    if (inverse !== undefined && typeof inverse !== 'function') {
      throw new TypeError(`inverse must be a function, not ${describe(inverse)}`);
    }
    for (const [name, bound] of Object.entries({ min, max })) integerOf(bound, name, -(2 ** 31), 2 ** 31 - 1);
    const { parameters = [], precision = PRECISION, zeroProbability = 'leaky' } = rest;
    if (!Array.isArray(parameters) || parameters.some((name) => typeof name !== 'string')) {
      throw new TypeError(`parameters must be an array of names, not ${describe(parameters)}`);
    }
    if (typeof zeroProbability !== 'string') {
      throw new TypeError(`zeroProbability must be a string, not ${describe(zeroProbability)}`);
    }
    room();
    const { CustomModel: Native } = native();
    super(new Native(min, max, integerOf(precision, 'the precision', 1, 32), zeroProbability));
    this.#parts = { cdf, inverse, min, max, precision, names: [...parameters] };
  }

  get precision() {
    return this.#parts.precision;
  }

  get parameters() {
    return [...this.#parts.names];
  }

  support() {
    const { min, max } = this.#parts;
    return { min, max };
  }

  interval(symbol, params) {
    const object = roomyObjectOf(this, CustomModel);
    const [left, probability] = object.interval(integerOf(symbol, 'a symbol', -(2 ** 31), 2 ** 31 - 1), functionsOf(this, params, 1));
    return { left, probability };
  }

  symbolAt(quantile, params) {
    const object = roomyObjectOf(this, CustomModel);
    const found = object.symbol_at(integerOf(quantile, 'a quantile', 0, 2 ** 32 - 1), functionsOf(this, params, 1));
    return { symbol: found[0], left: found[1], probability: found[2] };
  }

  probabilities(params) {
    const { min, max } = this.#parts;
    room(12 * (max - min + 1));
    const symbols = Int32Array.from({ length: max - min + 1 }, (_, index) => min + index);
    const all = Object.entries(params ?? {}).map(([name, value]) => [name, typeof value === 'number' ? value : value[0]]);
    return this.pmf(symbols, Object.fromEntries(all));
  }

  entropy(params) {
    return roomyObjectOf(this, CustomModel).entropy(functionsOf(this, params, 1));
  }

  pmf(symbols, params) {
    return statistic(this, 0, symbols, params);
  }

  cdf(symbols, params) {
    return statistic(this, 1, symbols, params);
  }

  costBits(symbols, params) {
    return statistic(this, 2, symbols, params);
  }

  informationContent(symbols, params) {
    return this.costBits(symbols, params).reduce((sum, bits) => sum + bits, 0);
  }

  static {
    partsOf = (model) => model.#parts;
  }
}

function statistic(model, which, symbols, params) {
  const object = roomyObjectOf(model, CustomModel);
  const { kind, bytes, count } = symbolsOf(symbols);
  return object.statistic(which, kind, bytes, functionsOf(model, params, count));
}

/** The functions of a call as Rust calls them, with the parameters of the symbol at an index. */
export function functionsOf(model, params, count) {
  const { cdf, inverse, names } = partsOf(model);
  const values = optionsOf(params ?? {}, names, 'parameters of the call');
  const lacking = names.filter((name) => values[name] === undefined);
  if (lacking.length) throw new TypeError(`the model needs parameters for ${lacking.join(', ')}`);
  const columns = names.map((name) => {
    const value = values[name];
    if (typeof value === 'number') return () => value;
    const { numbers } = floatsOf(value, name);
    if (numbers.length !== count) {
      throw new RangeError(`there are ${count} symbols, but ${numbers.length} entries of the parameter ${name}`);
    }
    return (index) => numbers[index];
  });
  const at = (index) => columns.map((column) => column(index));
  return {
    cdf: (x, index) => numberOf(cdf(x, ...at(index)), 'cdf'),
    inverse: (p, index) => (inverse === undefined ? NaN : numberOf(inverse(p, ...at(index)), 'inverse')),
  };
}
