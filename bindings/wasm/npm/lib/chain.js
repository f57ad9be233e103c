// A coder for bits-back coding in which symbols do not influence each other.

import { bytesOf, compressedOf, optionsOf } from './arrays.js';
import { coderOptions, keeping } from './digest.js';
import { decode, decodeSymbol, encode, encodeSymbol } from './model_calls.js';
import { misplaced, native, objectOf, ON_A_STACK, Owner, roomyNative, roomyObjectOf } from './native.js';

const OPTIONS = ['isRemainders', 'seal'];

/** Two arrays, taken out of the memory of WebAssembly. */
function both(arrays) {
  const pair = [arrays.first(), arrays.second()];
  arrays.free();
  return pair;
}

export class ChainCoder extends Owner {
  constructor(data, options = {}) {
    const { ChainCoder: Native } = roomyNative();
    if (data instanceof Native) {
      super(data);
      return;
    }
    const checked = coderOptions(options, OPTIONS, 'ChainCoder');
    const { isRemainders = false, seal = false } = checked;
    super(keeping(new Native(compressedOf(data, 'ChainCoder.fromBytes'), isRemainders, seal), checked));
  }

  static fromBytes(bytes, options = {}) {
    const checked = coderOptions(options, OPTIONS, 'ChainCoder');
    const { isRemainders = false, seal = false } = checked;
    return new ChainCoder(keeping(native().ChainCoder.from_bytes(bytesOf(bytes), isRemainders, seal), checked));
  }

  encodeReverse(symbols, model, params) {
    encode(objectOf(this, ChainCoder), symbols, model, params);
  }

  encode() {
    throw misplaced(this, 'encode', ON_A_STACK);
  }

  encodeSymbol(symbol, model, params) {
    encodeSymbol(objectOf(this, ChainCoder), symbol, model, params);
  }

  decode(countOrArray, model, params) {
    return decode(objectOf(this, ChainCoder), countOrArray, model, params);
  }

  decodeSymbol(model, params) {
    return decodeSymbol(objectOf(this, ChainCoder), model, params);
  }

  getData(options = {}) {
    const object = roomyObjectOf(this, ChainCoder);
    const { unseal = false } = optionsOf(options, ['unseal'], 'options of getData');
    return both(object.get_data(unseal));
  }

  getRemainders() {
    return both(roomyObjectOf(this, ChainCoder).get_remainders());
  }

  get heads() {
    const object = objectOf(this, ChainCoder);
    return { compressed: object.compressed_head(), remainders: object.remainders_head() };
  }

  digest() {
    return objectOf(this, ChainCoder).digest();
  }

  clone() {
    return new ChainCoder(roomyObjectOf(this, ChainCoder).copy());
  }
}
