// A queue and a stack of bits, for symbol codes.

import { bytesOf, compressedOf, fill, integerOf, oneSymbol, placesOf, symbolsOf } from './arrays.js';
import { Code } from './code.js';
import { misplaced, native, objectOf, ON_A_QUEUE, ON_A_STACK, Owner, roomyNative, roomyObjectOf } from './native.js';

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
    const { QueueEncoder: Native } = roomyNative();
    super(object instanceof Native ? object : new Native());
  }

  encode(symbols, code) {
    encode(objectOf(this, QueueEncoder), symbolsOf(symbols), code);
  }

  encodeReverse() {
    throw misplaced(this, 'encodeReverse', ON_A_QUEUE);
  }

  encodeSymbol(symbol, code) {
    encode(objectOf(this, QueueEncoder), oneSymbol(symbol), code);
  }

  getCompressed() {
    return roomyObjectOf(this, QueueEncoder).get_compressed();
  }

  toBytes() {
    return roomyObjectOf(this, QueueEncoder).to_bytes();
  }

  getDecoder() {
    return new QueueDecoder(roomyObjectOf(this, QueueEncoder).get_decoder());
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
    return new QueueEncoder(roomyObjectOf(this, QueueEncoder).copy());
  }
}

export class QueueDecoder extends Owner {
  constructor(compressed) {
    const { QueueDecoder: Native } = roomyNative();
    super(compressed instanceof Native ? compressed : Native.from_compressed(compressedOf(compressed, 'QueueDecoder.fromBytes')));
  }

  static fromBytes(bytes) {
    return new QueueDecoder(native().QueueDecoder.from_bytes(bytesOf(bytes)));
  }

  decode(countOrArray, code) {
    return decode(objectOf(this, QueueDecoder), countOrArray, code);
  }

  decodeSymbol(code) {
    return roomyObjectOf(this, QueueDecoder).decode_symbol(objectOf(code, Code));
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
    return new QueueDecoder(roomyObjectOf(this, QueueDecoder).copy());
  }
}

export class StackCoder extends Owner {
  constructor(compressed) {
    const { StackCoder: Native } = roomyNative();
    if (compressed instanceof Native) super(compressed);
    else super(compressed === undefined ? new Native() : Native.from_compressed(compressedOf(compressed, 'StackCoder.fromBytes')));
  }

  static fromBytes(bytes) {
    return new StackCoder(native().StackCoder.from_bytes(bytesOf(bytes)));
  }

  encodeReverse(symbols, code) {
    encode(objectOf(this, StackCoder), symbolsOf(symbols), code);
  }

  encode() {
    throw misplaced(this, 'encode', ON_A_STACK);
  }

  encodeSymbol(symbol, code) {
    encode(objectOf(this, StackCoder), oneSymbol(symbol), code);
  }

  decode(countOrArray, code) {
    return decode(objectOf(this, StackCoder), countOrArray, code);
  }

  decodeSymbol(code) {
    return roomyObjectOf(this, StackCoder).decode_symbol(objectOf(code, Code));
  }

  getCompressed() {
    return roomyObjectOf(this, StackCoder).get_compressed();
  }

  toBytes() {
    return roomyObjectOf(this, StackCoder).to_bytes();
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
    return new StackCoder(roomyObjectOf(this, StackCoder).copy());
  }
}
