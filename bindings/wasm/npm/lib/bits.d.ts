// A queue and a stack of bits, for symbol codes.

import type { Code } from './code.js';
import { Owner } from './owner.js';
import type { Bytes, IntegerArray, Integers, Symbols, Words } from './types.js';

/** The encoding side of a queue of bits: what is encoded first is decoded first. */
export class QueueEncoder extends Owner {
  /** An empty one. */
  constructor();
  /** Encodes symbols; all of them, or none if one has no code word: `index` of the RangeError says which. */
  encode(symbols: Symbols, code: Code): void;
  /** Encodes one symbol. */
  encodeSymbol(symbol: number | bigint, code: Code): void;
  /** All words; the last one is filled with zeros. */
  getCompressed(): Words;
  /** All words in bytes, and then a byte that tells how many bits fill the last word. */
  toBytes(): Bytes;
  /** A decoder of all symbols so far. */
  getDecoder(): QueueDecoder;
  /** The number of bits. */
  numBits(): number;
  /** Whether there is nothing in it. */
  isEmpty(): boolean;
  /** Makes it empty. */
  clear(): void;
  /** Another encoder in the same state. */
  clone(): QueueEncoder;
}

/** The decoding side of a queue of bits. */
export class QueueDecoder extends Owner {
  /** @param compressed the words that an encoder's `getCompressed` returned. */
  constructor(compressed: Uint32Array | readonly number[]);
  /** From what an encoder's `toBytes` returned. */
  static fromBytes(bytes: Uint8Array | ArrayBuffer): QueueDecoder;
  /** Decodes as many symbols as asked for, or as many as fit into an array. After an error, all is as it was. */
  decode(count: number, code: Code): Integers;
  decode<T extends IntegerArray>(array: T, code: Code): T;
  /** Decodes one symbol. @throws {RangeError} also if a number cannot hold it: decode into a `BigUint64Array`. */
  decodeSymbol(code: Code): number;
  /** Whether all symbols may have been decoded: there are only zeros, and less than a word of them. */
  maybeExhausted(): boolean;
  /** The number of bits that are decoded. */
  pos(): number;
  /** Goes to a number of bits. @throws {RangeError} if there are not as many. */
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
  /** From what `toBytes` returned. */
  static fromBytes(bytes: Uint8Array | ArrayBuffer): StackCoder;
  /** Encodes symbols, the last one first; all of them, or none if one has no code word. */
  encodeReverse(symbols: Symbols, code: Code): void;
  /** Encodes one symbol. */
  encodeSymbol(symbol: number | bigint, code: Code): void;
  /** Decodes as many symbols as asked for, or as many as fit into an array. After an error, all is as it was. */
  decode(count: number, code: Code): Integers;
  decode<T extends IntegerArray>(array: T, code: Code): T;
  /** Decodes one symbol. @throws {RangeError} also if a number cannot hold it: decode into a `BigUint64Array`. */
  decodeSymbol(code: Code): number;
  /** All words: what `new StackCoder` takes. */
  getCompressed(): Words;
  /** All words in bytes, the least significant byte of each word first. */
  toBytes(): Bytes;
  /** The number of bits. */
  numBits(): number;
  /** Whether there is nothing in it. */
  isEmpty(): boolean;
  /** Makes it empty. */
  clear(): void;
  /** Another coder in the same state. */
  clone(): StackCoder;
}
