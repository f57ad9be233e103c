// A queue of symbols: its two sides.

import { bytesOf, compressedOf, integerOf, optionsOf, uint64Of } from './arrays.js';
import { coderOptions, keeping } from './digest.js';
import { advance, encodeInterval, quantile } from './intervals.js';
import { decode, decodeSymbol, encode, encodeSymbol } from './model_calls.js';
import { misplaced, native, objectOf, ON_A_QUEUE, Owner, roomyNative, roomyObjectOf } from './native.js';

export class RangeEncoder extends Owner {
  constructor(options = {}) {
    const { RangeEncoder: Native } = roomyNative();
    super(options instanceof Native ? options : keeping(new Native(), coderOptions(options, [], 'a RangeEncoder')));
  }

  encode(symbols, model, params) {
    encode(objectOf(this, RangeEncoder), symbols, model, params);
  }

  encodeReverse() {
    throw misplaced(this, 'encodeReverse', ON_A_QUEUE);
  }

  encodeSymbol(symbol, model, params) {
    encodeSymbol(objectOf(this, RangeEncoder), symbol, model, params);
  }

  encodeInterval(left, probability, precision) {
    encodeInterval(roomyObjectOf(this, RangeEncoder), left, probability, precision);
  }

  getCompressed() {
    return roomyObjectOf(this, RangeEncoder).get_compressed();
  }

  toBytes() {
    return roomyObjectOf(this, RangeEncoder).to_bytes();
  }

  getDecoder() {
    return new RangeDecoder(roomyObjectOf(this, RangeEncoder).get_decoder());
  }

  bulk() {
    return roomyObjectOf(this, RangeEncoder).bulk();
  }

  get state() {
    const object = roomyObjectOf(this, RangeEncoder);
    const [lower, range] = object.state();
    const [first, count] = object.held();
    return { lower, range, held: count > 0 ? { first, count } : undefined };
  }

  numBits() {
    return objectOf(this, RangeEncoder).num_bits();
  }

  numWords() {
    return objectOf(this, RangeEncoder).num_words();
  }

  isEmpty() {
    return objectOf(this, RangeEncoder).is_empty();
  }

  pos() {
    const object = roomyObjectOf(this, RangeEncoder);
    const [lower, range] = object.state();
    return { position: object.position(), lower, range };
  }

  digest() {
    return objectOf(this, RangeEncoder).digest();
  }

  clear() {
    objectOf(this, RangeEncoder).clear();
  }

  clone() {
    return new RangeEncoder(roomyObjectOf(this, RangeEncoder).copy());
  }
}

const optionsOfDecoder = (options) => coderOptions(options, [], 'a RangeDecoder');

function created(compressed, options) {
  const checked = optionsOfDecoder(options);
  return keeping(native().RangeDecoder.from_compressed(compressedOf(compressed, 'RangeDecoder.fromBytes')), checked);
}

export class RangeDecoder extends Owner {
  constructor(compressed, options = {}) {
    super(compressed instanceof native().RangeDecoder ? compressed : created(compressed, options));
  }

  static fromBytes(bytes, options = {}) {
    const checked = optionsOfDecoder(options);
    return new RangeDecoder(keeping(native().RangeDecoder.from_bytes(bytesOf(bytes)), checked));
  }

  decode(countOrArray, model, params) {
    return decode(objectOf(this, RangeDecoder), countOrArray, model, params);
  }

  decodeSymbol(model, params) {
    return decodeSymbol(objectOf(this, RangeDecoder), model, params);
  }

  quantile(precision) {
    return quantile(objectOf(this, RangeDecoder), precision);
  }

  advance(left, probability, precision) {
    advance(roomyObjectOf(this, RangeDecoder), left, probability, precision);
  }

  maybeExhausted() {
    return objectOf(this, RangeDecoder).maybe_exhausted();
  }

  checkEnd() {
    if (objectOf(this, RangeDecoder).is_past_end()) {
      throw new RangeError('more was decoded than there is: the data was cut off, or has fewer symbols');
    }
    if (!this.maybeExhausted()) throw new RangeError('this is not the end: data is left');
  }

  get state() {
    const [lower, range, point] = roomyObjectOf(this, RangeDecoder).state();
    return { lower, range, point };
  }

  pos() {
    const object = roomyObjectOf(this, RangeDecoder);
    const [lower, range] = object.state();
    return { position: object.position(), lower, range };
  }

  seek(pos) {
    const object = roomyObjectOf(this, RangeDecoder);
    const { position, lower, range } = optionsOf(pos, ['position', 'lower', 'range'], 'parts of a position');
    const state = [uint64Of(lower, 'the lower end'), uint64Of(range, 'the range')];
    object.seek(integerOf(position, 'the position', 0, 2 ** 32 - 1), ...state);
  }

  digest() {
    return objectOf(this, RangeDecoder).digest();
  }

  clone() {
    return new RangeDecoder(roomyObjectOf(this, RangeDecoder).copy());
  }
}
