// A stack of symbols.

import { bytesOf, compressedOf, integerOf, optionsOf, uint64Of } from './arrays.js';
import { coderOptions, keeping } from './digest.js';
import { advance, encodeInterval, quantile } from './intervals.js';
import { decode, decodeSymbol, encode, encodeSymbol } from './model_calls.js';
import { misplaced, native, objectOf, ON_A_STACK, Owner, roomyNative, roomyObjectOf } from './native.js';

const optionsOfAns = (options) => coderOptions(options, [], 'an AnsCoder');

function created(compressed, options) {
  const { AnsCoder: Native } = roomyNative();
  const checked = optionsOfAns(options);
  if (compressed === undefined) return keeping(new Native(), checked);
  return keeping(Native.from_compressed(compressedOf(compressed, 'AnsCoder.fromBytes')), checked);
}

export class AnsCoder extends Owner {
  constructor(compressed, options = {}) {
    super(compressed instanceof native().AnsCoder ? compressed : created(compressed, options));
  }

  static fromBytes(bytes, options = {}) {
    const checked = optionsOfAns(options);
    return new AnsCoder(keeping(native().AnsCoder.from_bytes(bytesOf(bytes)), checked));
  }

  static fromBinary(words, options = {}) {
    const checked = optionsOfAns(options);
    return new AnsCoder(keeping(native().AnsCoder.from_binary(compressedOf(words, 'a Uint32Array')), checked));
  }

  encodeReverse(symbols, model, params) {
    encode(objectOf(this, AnsCoder), symbols, model, params);
  }

  encode() {
    throw misplaced(this, 'encode', ON_A_STACK);
  }

  encodeSymbol(symbol, model, params) {
    encodeSymbol(objectOf(this, AnsCoder), symbol, model, params);
  }

  decode(countOrArray, model, params) {
    return decode(objectOf(this, AnsCoder), countOrArray, model, params);
  }

  decodeSymbol(model, params) {
    return decodeSymbol(objectOf(this, AnsCoder), model, params);
  }

  encodeInterval(left, probability, precision) {
    encodeInterval(roomyObjectOf(this, AnsCoder), left, probability, precision);
  }

  quantile(precision) {
    return quantile(objectOf(this, AnsCoder), precision);
  }

  advance(left, probability, precision) {
    advance(roomyObjectOf(this, AnsCoder), left, probability, precision);
  }

  getCompressed() {
    return roomyObjectOf(this, AnsCoder).get_compressed();
  }

  getBinary() {
    return roomyObjectOf(this, AnsCoder).get_binary();
  }

  toBytes() {
    return roomyObjectOf(this, AnsCoder).to_bytes();
  }

  bulk() {
    return roomyObjectOf(this, AnsCoder).bulk();
  }

  get state() {
    return objectOf(this, AnsCoder).state();
  }

  numBits() {
    return objectOf(this, AnsCoder).num_bits();
  }

  numValidBits() {
    return objectOf(this, AnsCoder).num_valid_bits();
  }

  numWords() {
    return objectOf(this, AnsCoder).num_words();
  }

  isEmpty() {
    return objectOf(this, AnsCoder).is_empty();
  }

  checkEnd() {
    const bits = this.numValidBits();
    if (bits > 0) throw new RangeError(`this is not the end: ${bits} bits of data are left`);
  }

  pos() {
    const object = roomyObjectOf(this, AnsCoder);
    return { position: object.position(), state: object.state() };
  }

  seek(pos) {
    const object = roomyObjectOf(this, AnsCoder);
    const { position, state } = optionsOf(pos, ['position', 'state'], 'parts of a position');
    object.seek(integerOf(position, 'the position', 0, 2 ** 32 - 1), uint64Of(state, 'the state'));
  }

  digest() {
    return objectOf(this, AnsCoder).digest();
  }

  clear() {
    objectOf(this, AnsCoder).clear();
  }

  clone() {
    return new AnsCoder(roomyObjectOf(this, AnsCoder).copy());
  }
}
