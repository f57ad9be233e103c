// A queue of symbols: its two sides.

import type { AnyModel, Decoded, DigestOptions, Rest } from './calls.js';
import { Owner } from './owner.js';
import type { Bytes, IntegerArray, Symbols, Words } from './types.js';

/** The encoding side of a queue of symbols (range coding): what is encoded first is decoded first. */
export class RangeEncoder extends Owner {
  /** Creates an empty encoder. */
  constructor(options?: DigestOptions);
  /**
   * Encodes symbols, the first one first. After an error, the encoder is as it was.
   *
   * @throws {RangeError} if the model does not have a symbol, or a parameter is out of its range; `index` is its place.
   * @throws {TypeError} if an argument is of the wrong kind.
   */
  encode<M extends AnyModel>(symbols: Symbols, model: M, ...params: Rest<M>): void;
  /** Encodes one symbol. */
  encodeSymbol<M extends AnyModel>(symbol: number | bigint, model: M, ...params: Rest<M>): void;
  /**
   * Encodes intervals of quantiles, for models of your own, so that `advance` decodes them in their order.
   *
   * @param left the left end of each interval, in units of `2 ** -precision`.
   * @param probability the length of each interval, or of all intervals; at least 1.
   * @throws {RangeError} if an interval is empty, or not within 0 to `2 ** precision`. The coder is then as it was.
   */
  encodeInterval(left: number | Symbols, probability: number | Symbols, precision: number): void;
  /** All words, for `new RangeDecoder`. The encoder can continue. */
  getCompressed(): Words;
  /** All words in bytes, the least significant byte of each word first. */
  toBytes(): Bytes;
  /** A decoder of all symbols so far, which keeps a digest if the encoder does. */
  getDecoder(): RangeDecoder;
  /** The words that a carry can no longer change. */
  bulk(): Words;
  /** The interval of the message so far, in 64 bits, and the words that wait for a carry. */
  readonly state: { lower: bigint; range: bigint; held: { first: number; count: number } | undefined };
  /** The number of bits of all words. */
  numBits(): number;
  /** The number of words. */
  numWords(): number;
  /** Whether the coder is empty. */
  isEmpty(): boolean;
  /** The position, for `seek` of a decoder. */
  pos(): { position: number; lower: bigint; range: bigint };
  /** Removes all data. */
  clear(): void;
  /**
   * The digest of the models of all symbols, which is the same for encoder and decoder: see {@link DigestOptions}.
   *
   * @throws {TypeError} if the coder was not made with `{ digest: true }`.
   */
  digest(): bigint;
  /** Another encoder in the same state. */
  clone(): RangeEncoder;
}

/** The decoding side of a queue of symbols. Reading on after the end is not an error: see `checkEnd`. */
export class RangeDecoder extends Owner {
  /** @param compressed the words that an encoder's `getCompressed` returned. */
  constructor(compressed: Uint32Array | readonly number[], options?: DigestOptions);
  /** Loads the bytes that an encoder's `toBytes` returned. */
  static fromBytes(bytes: Uint8Array | ArrayBuffer, options?: DigestOptions): RangeDecoder;
  /**
   * Decodes symbols: a number of them into a new array, or as many as the given array has places.
   *
   * @throws {RangeError} if the data is corrupt, a parameter is out of its range, or a symbol does not fit into the
   * array. The coder and the array are then as they were.
   */
  decode<T extends number | IntegerArray, M extends AnyModel>(countOrArray: T, model: M, ...params: Rest<M>): Decoded<T>;
  /** Decodes one symbol. */
  decodeSymbol<M extends AnyModel>(model: M, ...params: Rest<M>): number;
  /**
   * The next quantile, in units of `2 ** -precision`: the next symbol is the one whose interval contains it. The coder stays
   * as it is until `advance`.
   */
  quantile(precision: number): number;
  /**
   * Decodes intervals, each of which must contain the quantile that is next, `quantile(precision)`.
   *
   * @throws {RangeError} if an interval does not contain its quantile. The coder is then as it was.
   */
  advance(left: number | Symbols, probability: number | Symbols, precision: number): void;
  /** Whether all symbols may have been decoded. If false, there certainly are more. */
  maybeExhausted(): boolean;
  /**
   * Checks that all symbols were decoded. It notices up to one word later that too many were decoded.
   *
   * @throws {RangeError} if there certainly are more symbols, or if more were decoded than there are.
   */
  checkEnd(): void;
  /** The interval of the message so far, and the point in it that the words encode, in 64 bits. */
  readonly state: { lower: bigint; range: bigint; point: bigint };
  /** The position, for `seek`. */
  pos(): { position: number; lower: bigint; range: bigint };
  /** Goes to a position of an encoder or decoder. @throws {RangeError} if the data does not have it. */
  seek(pos: { position: number; lower: bigint; range: bigint }): void;
  /**
   * The digest of the models of all symbols, which is the same for encoder and decoder: see {@link DigestOptions}.
   *
   * @throws {TypeError} if the coder was not made with `{ digest: true }`.
   */
  digest(): bigint;
  /** Another decoder in the same state. */
  clone(): RangeDecoder;
}
