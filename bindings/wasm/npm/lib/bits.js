// A queue and a stack of bits, for symbol codes.

import { bytesOf, compressedOf, fill, integerOf, oneSymbol, placesOf, symbolsOf } from './arrays.js';
import { Code } from './code.js';
import { native, objectOf, Owner } from './native.js';

function encode(coder, { kind, bytes }, code) {
  coder.encode(kind, bytes, objectOf(code, Code));
}

function decode(coder, countOrArray, code) {
  const object = objectOf(code, Code);
  const places = placesOf(countOrArray);
  return fill(places, coder.decode(places.kind, places.count, object));
}

export class QueueEncoder extends Owner {
  constructor(object) {
    const { QueueEncoder: Native } = native();
    super(object instanceof Native ? object : new Native());
  }

  encode(symbols, code) {
    encode(objectOf(this, QueueEncoder), symbolsOf(symbols), code);
  }

  encodeSymbol(symbol, code) {
    encode(objectOf(this, QueueEncoder), oneSymbol(symbol), code);
  }

  getCompressed() {
    return objectOf(this, QueueEncoder).get_compressed();
  }

  toBytes() {
    return objectOf(this, QueueEncoder).to_bytes();
  }

  getDecoder() {
    return new QueueDecoder(objectOf(this, QueueEncoder).get_decoder());
  }

  numBits() {
    return objectOf(this, QueueEncoder).num_bits();
  }

  isEmpty() {
    return objectOf(this, QueueEncoder).is_empty();
  }

  clear() {
    objectOf(this, QueueEncoder).clear();
  }

  clone() {
    return new QueueEncoder(objectOf(this, QueueEncoder).copy());
  }
}

export class QueueDecoder extends Owner {
  constructor(compressed) {
    const { QueueDecoder: Native } = native();
    super(compressed instanceof Native ? compressed : Native.from_compressed(compressedOf(compressed, 'QueueDecoder.fromBytes')));
  }

  static fromBytes(bytes) {
    return new QueueDecoder(native().QueueDecoder.from_bytes(bytesOf(bytes)));
  }

  decode(countOrArray, code) {
    return decode(objectOf(this, QueueDecoder), countOrArray, code);
  }

  decodeSymbol(code) {
    return objectOf(this, QueueDecoder).decode_symbol(objectOf(code, Code));
  }

  maybeExhausted() {
    return objectOf(this, QueueDecoder).maybe_exhausted();
  }

  pos() {
    return objectOf(this, QueueDecoder).pos();
  }

  seek(position) {
    objectOf(this, QueueDecoder).seek(integerOf(position, 'the position', 0, 2 ** 32 - 1));
  }

  clone() {
    return new QueueDecoder(objectOf(this, QueueDecoder).copy());
  }
}

export class StackCoder extends Owner {
  constructor(compressed) {
    const { StackCoder: Native } = native();
    if (compressed instanceof Native) super(compressed);
    else super(compressed === undefined ? new Native() : Native.from_compressed(compressedOf(compressed, 'StackCoder.fromBytes')));
  }

  static fromBytes(bytes) {
    return new StackCoder(native().StackCoder.from_bytes(bytesOf(bytes)));
  }

  encodeReverse(symbols, code) {
    encode(objectOf(this, StackCoder), symbolsOf(symbols), code);
  }

  encodeSymbol(symbol, code) {
    encode(objectOf(this, StackCoder), oneSymbol(symbol), code);
  }

  decode(countOrArray, code) {
    return decode(objectOf(this, StackCoder), countOrArray, code);
  }

  decodeSymbol(code) {
    return objectOf(this, StackCoder).decode_symbol(objectOf(code, Code));
  }

  getCompressed() {
    return objectOf(this, StackCoder).get_compressed();
  }

  toBytes() {
    return objectOf(this, StackCoder).to_bytes();
  }

  numBits() {
    return objectOf(this, StackCoder).num_bits();
  }

  isEmpty() {
    return objectOf(this, StackCoder).is_empty();
  }

  clear() {
    objectOf(this, StackCoder).clear();
  }

  clone() {
    return new StackCoder(objectOf(this, StackCoder).copy());
  }
}
