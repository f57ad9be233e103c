// A stack of symbols with several states.

import { bytesOf, compressedOf, integerOf } from './arrays.js';
import { coderOptions, keeping } from './digest.js';
import { advance, encodeInterval, quantile } from './intervals.js';
import { decode, decodeSymbol, encode, encodeSymbol } from './model_calls.js';
import { misplaced, native, objectOf, ON_A_STACK, Owner, roomyNative, roomyObjectOf } from './native.js';

function created(compressed, options) {
  const { InterleavedAnsCoder: Native } = roomyNative();
  const checked = coderOptions(options, ['lanes'], 'an InterleavedAnsCoder');
  const { lanes } = checked;
  if (lanes === undefined) {
    if (compressed === undefined) return keeping(new Native(), checked);
    return keeping(Native.from_compressed(compressedOf(compressed, 'InterleavedAnsCoder.fromBytes')), checked);
  }
  if (compressed !== undefined && compressed.length !== 0) {
    throw new TypeError('compressed data has its own number of lanes');
  }
  return keeping(Native.with_lanes(integerOf(lanes, 'the number of lanes', 1, 64)), checked);
}

export class InterleavedAnsCoder extends Owner {
  constructor(compressed, options = {}) {
    super(compressed instanceof native().InterleavedAnsCoder ? compressed : created(compressed, options));
  }

  static fromBytes(bytes, options = {}) {
    const checked = coderOptions(options, [], 'an InterleavedAnsCoder of bytes');
    return new InterleavedAnsCoder(keeping(native().InterleavedAnsCoder.from_bytes(bytesOf(bytes)), checked));
  }

  encodeReverse(symbols, model, params) {
    encode(objectOf(this, InterleavedAnsCoder), symbols, model, params);
  }

  encode() {
    throw misplaced(this, 'encode', ON_A_STACK);
  }

  encodeSymbol(symbol, model, params) {
    encodeSymbol(objectOf(this, InterleavedAnsCoder), symbol, model, params);
  }

  decode(countOrArray, model, params) {
    return decode(objectOf(this, InterleavedAnsCoder), countOrArray, model, params);
  }

  decodeSymbol(model, params) {
    return decodeSymbol(objectOf(this, InterleavedAnsCoder), model, params);
  }

  encodeInterval(left, probability, precision) {
    encodeInterval(roomyObjectOf(this, InterleavedAnsCoder), left, probability, precision);
  }

  quantile(precision) {
    return quantile(objectOf(this, InterleavedAnsCoder), precision);
  }

  advance(left, probability, precision) {
    advance(roomyObjectOf(this, InterleavedAnsCoder), left, probability, precision);
  }

  getCompressed() {
    return roomyObjectOf(this, InterleavedAnsCoder).get_compressed();
  }

  toBytes() {
    return roomyObjectOf(this, InterleavedAnsCoder).to_bytes();
  }

  get lanes() {
    return objectOf(this, InterleavedAnsCoder).lanes();
  }

  numBits() {
    return objectOf(this, InterleavedAnsCoder).num_bits();
  }

  numWords() {
    return objectOf(this, InterleavedAnsCoder).num_words();
  }

  isEmpty() {
    return objectOf(this, InterleavedAnsCoder).is_empty();
  }

  checkEnd() {
    if (!this.isEmpty()) throw new RangeError('this is not the end: data is left, or too much was decoded');
  }

  digest() {
    return objectOf(this, InterleavedAnsCoder).digest();
  }

  clear() {
    objectOf(this, InterleavedAnsCoder).clear();
  }

  clone() {
    return new InterleavedAnsCoder(roomyObjectOf(this, InterleavedAnsCoder).copy());
  }
}
