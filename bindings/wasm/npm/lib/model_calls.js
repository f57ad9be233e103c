// The methods that all coders of models share: calls that encode and decode.

import { AdaptiveModel, contextsOf } from './adaptive.js';
import { checkLength, fill, floatsOf, oneSymbol, placesOf, symbolsOf } from './arrays.js';
import { CustomModel, functionsOf } from './custom.js';
import { Model, wants } from './model.js';
import { objectOf, room } from './native.js';
import { callParameters, rounded } from './parameters.js';

/** A model that learns, if the coder takes one. */
function learning(coder, model) {
  if (coder.encode_adaptive === undefined && coder.decode_adaptive === undefined) {
    throw new TypeError('a chain coder keeps symbols independent of each other, but with a model that learns, each depends on all before');
  }
  return objectOf(model, AdaptiveModel);
}

function encodeMany(coder, symbols, model, params) {
  if (model instanceof AdaptiveModel) {
    const object = learning(coder, model);
    const contexts = contextsOf(model, params);
    checkLength(symbols);
    room(symbols.bytes.length);
    coder.encode_adaptive(symbols.kind, symbols.bytes, object, contexts);
    return;
  }
  if (model instanceof CustomModel) {
    const object = objectOf(model, CustomModel);
    const functions = functionsOf(model, params, symbols.count);
    checkLength(symbols);
    room(symbols.bytes.length);
    coder.encode_custom(symbols.kind, symbols.bytes, object, functions);
    return;
  }
  const object = objectOf(model, Model);
  const parameters = callParameters(wants(model), params, symbols.count);
  checkLength(symbols);
  room(symbols.bytes.length);
  coder.encode(symbols.kind, symbols.bytes, object, parameters);
}

export function encode(coder, symbols, model, params) {
  encodeMany(coder, symbolsOf(symbols), model, params);
}

/** The parameters of a call with one symbol, if they are numbers: a call makes no object, which would take longer. */
const given = { count: 0, first: 0, second: 0, third: 0 };

/** Whether an object has this number of properties. */
function has(count, object) {
  if (typeof object !== 'object' || object === null) return false;
  let number = 0;
  for (const _ in object) number += 1;
  return number === count;
}

/** Whether the model lacks nothing but numbers, which are all given as such: then, they are in `given`. */
function isOfNumbers({ names, float, isOfNumbers }, params) {
  const { length } = names;
  if (length === 0) {
    given.count = 0;
    return params === undefined;
  }
  if (!isOfNumbers || !has(length, params)) return false;
  const first = params[names[0]];
  const second = length > 1 ? params[names[1]] : 0;
  const third = length > 2 ? params[names[2]] : 0;
  if (typeof first !== 'number' || typeof second !== 'number' || typeof third !== 'number') return false;
  given.count = length;
  given.first = rounded(first, float);
  given.second = rounded(second, float);
  given.third = rounded(third, float);
  return true;
}

/** The row of a symbol, if the model lacks nothing else: numbers in double precision, and whether single was meant. */
function rowOf({ names, float, isOfRows }, params) {
  if (!isOfRows || !has(1, params) || typeof params[names[0]] !== 'object') return undefined;
  const { numbers, isSingle } = floatsOf(params[names[0]], names[0], float);
  return numbers.length > 0 ? { row: isSingle ? new Float64Array(numbers) : numbers, isSingle } : undefined;
}

export function encodeSymbol(coder, symbol, model, params) {
  if (model instanceof Model && Number.isInteger(symbol)) {
    const object = objectOf(model, Model);
    const call = wants(model);
    if (isOfNumbers(call, params)) {
      coder.encode_numbers(symbol, object, given.count, given.first, given.second, given.third);
      return;
    }
    const found = rowOf(call, params);
    if (found !== undefined) {
      coder.encode_row(symbol, object, found.row, found.isSingle);
      return;
    }
  }
  encodeMany(coder, oneSymbol(symbol), model, params);
}

export function decode(coder, countOrArray, model, params) {
  if (model instanceof AdaptiveModel) {
    const object = learning(coder, model);
    const places = placesOf(countOrArray);
    const contexts = contextsOf(model, params);
    checkLength(places);
    return fill(places, coder.decode_adaptive(places.kind, places.count, object, contexts));
  }
  if (model instanceof CustomModel) {
    const object = objectOf(model, CustomModel);
    const places = placesOf(countOrArray);
    const functions = functionsOf(model, params, places.count);
    const bytes = coder.decode_custom(places.kind, places.count, object, functions);
    return fill(places, bytes);
  }
  const object = objectOf(model, Model);
  const places = placesOf(countOrArray);
  const parameters = callParameters(wants(model), params, places.count);
  checkLength(places);
  return fill(places, coder.decode(places.kind, places.count, object, parameters));
}

export function decodeSymbol(coder, model, params) {
  if (model instanceof Model) {
    const object = objectOf(model, Model);
    const call = wants(model);
    if (isOfNumbers(call, params)) {
      return coder.decode_numbers(object, given.count, given.first, given.second, given.third);
    }
    const found = rowOf(call, params);
    if (found !== undefined) return coder.decode_row(object, found.row, found.isSingle);
  }
  return decode(coder, 1, model, params)[0];
}
