// Parameters of models, as they come with a model or with a call.

import { floatsOf, optionsOf } from './arrays.js';
import { describe, native, room } from './native.js';

/** Puts parameters, that were checked, where Rust takes them. */
function parametersOf(checked) {
  room();
  const parameters = new (native().Parameters)();
  try {
    for (const { number, floats, width, isEach } of checked) {
      if (floats !== undefined) room(2 * floats.numbers.byteLength);
      if (number !== undefined) parameters.number(number);
      else if (floats === undefined) parameters.none();
      else if (floats.isSingle) parameters.f32(floats.numbers, width, isEach);
      else parameters.f64(floats.numbers, width, isEach);
    }
  } catch (error) {
    parameters.free();
    throw error;
  }
  return parameters;
}

/** A number, rounded to the given precision. */
export const rounded = (number, float) => (float === 'f32' ? Math.fround(number) : number);

/** The parameters of a model itself, of which some may be left out. */
export function fixedParameters(parameters, options, float) {
  const checked = parameters.map(({ name, isVector }) => {
    const value = options[name];
    if (value === undefined) return {};
    if (isVector) {
      const floats = floatsOf(value, name, float);
      return { floats, width: floats.numbers.length, isEach: false };
    }
    if (typeof value !== 'number') throw new TypeError(`the parameter ${name} must be a number, not ${describe(value)}`);
    return { number: rounded(value, float) };
  });
  return parametersOf(checked);
}

/** The values of parameters that come with a call. */
function given(parameters, params) {
  const names = parameters.map(({ name }) => name);
  const values = optionsOf(params ?? {}, names, 'parameters of the call');
  const lacking = names.filter((name) => values[name] === undefined);
  if (lacking.length) throw new TypeError(`the model needs parameters for ${lacking.join(', ')}`);
  return values;
}

/** The parameters of this number of symbols. */
export function callParameters({ lacking, float }, params, count) {
  const values = given(lacking, params);
  const checked = lacking.map(({ name, isVector }) => {
    const value = values[name];
    if (typeof value === 'number' && !isVector) return { number: rounded(value, float) };
    const floats = floatsOf(value, name, float);
    const { length } = floats.numbers;
    const width = isVector && count > 0 ? length / count : 1;
    if (isVector && !(Number.isInteger(width) && (width > 0 || length === 0))) {
      throw new RangeError(`${length} entries of the parameter ${name} cannot be divided among ${count} symbols`);
    }
    return { floats, width, isEach: true };
  });
  return parametersOf(checked);
}

/** The parameters of a single symbol. */
export function oneParameters({ lacking, float }, params) {
  const values = given(lacking, params);
  const checked = lacking.map(({ name, isVector }) => {
    const value = values[name];
    if (typeof value === 'number' && !isVector) return { number: rounded(value, float) };
    const floats = floatsOf(value, name, float);
    const { length } = floats.numbers;
    if (!isVector && length !== 1) {
      throw new RangeError(`there is 1 symbol, but ${length} entries of the parameter ${name}`);
    }
    return { floats, width: length, isEach: false };
  });
  return parametersOf(checked);
}
