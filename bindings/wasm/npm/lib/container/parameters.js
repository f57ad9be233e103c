// Parameters of models, as calls give them.

import { optionsOf } from '../arrays.js';
import { checkFits, floatsOf } from './memory.js';
import { native } from './native.js';

/** The numbers that some symbols have, by the parameters that a model lacks. */
export function paramsOf(lacking, params, count) {
  const names = lacking.map(({ name }) => name);
  const values = optionsOf(params ?? {}, names, 'parameters of the call');
  const missing = names.filter((name) => values[name] === undefined);
  if (missing.length > 0) throw new TypeError(`the model needs parameters for ${missing.join(', ')}`);
  return lacking.map(({ name, isVector }) => {
    const value = values[name];
    if (typeof value === 'number' && !isVector) return { number: value };
    const { numbers, isSingle } = floatsOf(value, name);
    const width = isVector && count > 0 ? numbers.length / count : 1;
    const isWhole = Number.isInteger(width) && (width > 0 || numbers.length === 0);
    if (!isWhole || (!isVector && numbers.length !== count)) {
      throw new RangeError(`${numbers.length} entries of the parameter ${name} cannot be divided among ${count} symbols`);
    }
    return { numbers, isSingle, width };
  });
}

/** Those of some of the symbols, where Rust takes them. */
export function parametersOf(params, start, end) {
  const parts = params.map(({ number, numbers, isSingle, width }) => {
    if (number !== undefined) return { number };
    const part = numbers.subarray(start * width, end * width);
    checkFits(part.byteLength);
    return { part, isSingle, width };
  });
  const parameters = new (native().Parameters)();
  for (const { number, part, isSingle, width } of parts) {
    if (number !== undefined) parameters.number(number);
    else if (isSingle) parameters.f32(part, width, true);
    else parameters.f64(part, width, true);
  }
  return parameters;
}
