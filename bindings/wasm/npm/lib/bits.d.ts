// A queue and a stack of bits, for symbol codes.

import type { Code } from './code.js';
import { Owner } from './owner.js';
import type { Bytes, IntegerArray, Integers, Symbols, Words } from './types.js';

/** The encoding side of a queue of bits: what is encoded first is decoded first. */
export class QueueEncoder extends Owner {
  /** Creates an empty encoder. */
  constructor();
  /** Encodes symbols. @throws {RangeError} if one has no code word; `index` is its place, and the encoder is as it was. */
  encode(symbols: Symbols, code: Code): void;
  /** Encodes one symbol. */
  encodeSymbol(symbol: number | bigint, code: Code): void;
  /** All words; the last one is padded with zeros. */
  getCompressed(): Words;
  /** All words in bytes, then a byte with the number of bits that pad the last word. */
  toBytes(): Bytes;
  /** A decoder of all symbols so far. */
  getDecoder(): QueueDecoder;
  /** The number of bits. */
  numBits(): number;
  /** Whether the coder is empty. */
  isEmpty(): boolean;
  /** Removes all data. */
  clear(): void;
  /** Another encoder in the same state. */
  clone(): QueueEncoder;
}

/** The decoding side of a queue of bits. */
export class QueueDecoder extends Owner {
  /** @param compressed the words that an encoder's `getCompressed` returned. */
  constructor(compressed: Uint32Array | readonly number[]);
  /** Loads the bytes that an encoder's `toBytes` returned. */
  static fromBytes(bytes: Uint8Array | ArrayBuffer): QueueDecoder;
  /** Decodes a number of symbols, or as many as the given array has places. After an error, nothing has changed. */
  decode(count: number, code: Code): Integers;
  decode<T extends IntegerArray>(array: T, code: Code): T;
  /** Decodes one symbol. @throws {RangeError} also for a symbol that a number cannot hold: decode it into a `BigUint64Array`. */
  decodeSymbol(code: Code): number;
  /** Whether all symbols may have been decoded: less than a word is left, and all its bits are 0. */
  maybeExhausted(): boolean;
  /** The position: the number of bits that were decoded. */
  pos(): number;
  /** Goes to a position. @throws {RangeError} if it is past the end. */
  seek(position: number): void;
  /** Another decoder in the same state. */
  clone(): QueueDecoder;
}

/** A stack of bits: what was encoded last is decoded first. */
export class StackCoder extends Owner {
  /**
   * @param compressed the words that `getCompressed` returned; an empty coder without.
   * @throws {RangeError} if the last word is 0, which no message ends with.
   */
  constructor(compressed?: Uint32Array | readonly number[]);
  /** Loads the bytes that `toBytes` returned. */
  static fromBytes(bytes: Uint8Array | ArrayBuffer): StackCoder;
  /** Encodes symbols, the last one first. @throws {RangeError} if one has no code word; the coder is then as it was. */
  encodeReverse(symbols: Symbols, code: Code): void;
  /** Encodes one symbol. */
  encodeSymbol(symbol: number | bigint, code: Code): void;
  /** Decodes a number of symbols, or as many as the given array has places. After an error, nothing has changed. */
  decode(count: number, code: Code): Integers;
  decode<T extends IntegerArray>(array: T, code: Code): T;
  /** Decodes one symbol. @throws {RangeError} also for a symbol that a number cannot hold: decode it into a `BigUint64Array`. */
  decodeSymbol(code: Code): number;
  /** All words, for `new StackCoder`. */
  getCompressed(): Words;
  /** All words in bytes, the least significant byte of each word first. */
  toBytes(): Bytes;
  /** The number of bits. */
  numBits(): number;
  /** Whether the coder is empty. */
  isEmpty(): boolean;
  /** Removes all data. */
  clear(): void;
  /** Another coder in the same state. */
  clone(): StackCoder;
}
