// A queue of symbols: its two sides.

import { bytesOf, compressedOf, integerOf, optionsOf, uint64Of } from './arrays.js';
import { coderOptions, keeping } from './digest.js';
import { decode, decodeSymbol, encode, encodeSymbol } from './model_calls.js';
import { native, objectOf, Owner } from './native.js';

export class RangeEncoder extends Owner {
  constructor(options = {}) {
    const { RangeEncoder: Native } = native();
    super(options instanceof Native ? options : keeping(new Native(), coderOptions(options, [], 'a RangeEncoder')));
  }

  encode(symbols, model, params) {
    encode(objectOf(this, RangeEncoder), symbols, model, params);
  }

  encodeSymbol(symbol, model, params) {
    encodeSymbol(objectOf(this, RangeEncoder), symbol, model, params);
  }

  getCompressed() {
    return objectOf(this, RangeEncoder).get_compressed();
  }

  toBytes() {
    return objectOf(this, RangeEncoder).to_bytes();
  }

  getDecoder() {
    return new RangeDecoder(objectOf(this, RangeEncoder).get_decoder());
  }

  bulk() {
    return objectOf(this, RangeEncoder).bulk();
  }

  get state() {
    const object = objectOf(this, RangeEncoder);
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
    const object = objectOf(this, RangeEncoder);
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
    return new RangeEncoder(objectOf(this, RangeEncoder).copy());
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
    const [lower, range, point] = objectOf(this, RangeDecoder).state();
    return { lower, range, point };
  }

  pos() {
    const object = objectOf(this, RangeDecoder);
    const [lower, range] = object.state();
    return { position: object.position(), lower, range };
  }

  seek(pos) {
    const object = objectOf(this, RangeDecoder);
    const { position, lower, range } = optionsOf(pos, ['position', 'lower', 'range'], 'parts of a position');
    const state = [uint64Of(lower, 'the lower end'), uint64Of(range, 'the range')];
    object.seek(integerOf(position, 'the position', 0, 2 ** 32 - 1), ...state);
  }

  digest() {
    return objectOf(this, RangeDecoder).digest();
  }

  clone() {
    return new RangeDecoder(objectOf(this, RangeDecoder).copy());
  }
}
