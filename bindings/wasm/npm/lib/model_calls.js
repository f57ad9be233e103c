// What coders of models have in common: calls that encode and decode.

import { checkLength, fill, oneSymbol, placesOf, symbolsOf } from './arrays.js';
import { lacking, Model } from './model.js';
import { objectOf } from './native.js';
import { callParameters } from './parameters.js';

/** Whether a call has all that it needs in its model. */
const isPlain = (model, params) => params === undefined && lacking(model).length === 0;

function encodeMany(coder, symbols, model, params) {
  const object = objectOf(model, Model);
  const parameters = callParameters(lacking(model), params, symbols.count);
  checkLength(symbols);
  coder.encode(symbols.kind, symbols.bytes, object, parameters);
}

export function encode(coder, symbols, model, params) {
  encodeMany(coder, symbolsOf(symbols), model, params);
}

export function encodeSymbol(coder, symbol, model, params) {
  const object = objectOf(model, Model);
  if (Number.isInteger(symbol) && isPlain(model, params)) coder.encode_symbol(symbol, object);
  else encodeMany(coder, oneSymbol(symbol), model, params);
}

export function decode(coder, countOrArray, model, params) {
  const object = objectOf(model, Model);
  const places = placesOf(countOrArray);
  const parameters = callParameters(lacking(model), params, places.count);
  checkLength(places);
  return fill(places, coder.decode(places.kind, places.count, object, parameters));
}

export function decodeSymbol(coder, model, params) {
  const object = objectOf(model, Model);
  return isPlain(model, params) ? coder.decode_symbol(object) : decode(coder, 1, model, params)[0];
}
