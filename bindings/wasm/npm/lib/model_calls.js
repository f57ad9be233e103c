// What coders of models have in common: calls that encode and decode.

import { AdaptiveModel, contextsOf } from './adaptive.js';
import { checkLength, fill, oneSymbol, placesOf, symbolsOf } from './arrays.js';
import { lacking, Model } from './model.js';
import { objectOf } from './native.js';
import { callParameters } from './parameters.js';

/** Whether a call has all that it needs in its model. */
const isPlain = (model, params) => params === undefined && lacking(model).length === 0;

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
    coder.encode_adaptive(symbols.kind, symbols.bytes, object, contexts);
    return;
  }
  const object = objectOf(model, Model);
  const parameters = callParameters(lacking(model), params, symbols.count);
  checkLength(symbols);
  coder.encode(symbols.kind, symbols.bytes, object, parameters);
}

export function encode(coder, symbols, model, params) {
  encodeMany(coder, symbolsOf(symbols), model, params);
}

export function encodeSymbol(coder, symbol, model, params) {
  if (model instanceof AdaptiveModel) {
    encodeMany(coder, oneSymbol(symbol), model, params);
    return;
  }
  const object = objectOf(model, Model);
  if (Number.isInteger(symbol) && isPlain(model, params)) coder.encode_symbol(symbol, object);
  else encodeMany(coder, oneSymbol(symbol), model, params);
}

export function decode(coder, countOrArray, model, params) {
  if (model instanceof AdaptiveModel) {
    const object = learning(coder, model);
    const places = placesOf(countOrArray);
    const contexts = contextsOf(model, params);
    checkLength(places);
    return fill(places, coder.decode_adaptive(places.kind, places.count, object, contexts));
  }
  const object = objectOf(model, Model);
  const places = placesOf(countOrArray);
  const parameters = callParameters(lacking(model), params, places.count);
  checkLength(places);
  return fill(places, coder.decode(places.kind, places.count, object, parameters));
}

export function decodeSymbol(coder, model, params) {
  if (model instanceof AdaptiveModel) return decode(coder, 1, model, params)[0];
  const object = objectOf(model, Model);
  return isPlain(model, params) ? coder.decode_symbol(object) : decode(coder, 1, model, params)[0];
}
