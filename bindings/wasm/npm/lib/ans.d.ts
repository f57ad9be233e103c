// A stack of symbols.

import type { AnyModel, Decoded, DigestOptions, Rest } from './calls.js';
import { Owner } from './owner.js';
import type { Bytes, IntegerArray, Symbols, Words } from './types.js';

/**
 * A stack of symbols (asymmetric numeral systems): what was encoded last is decoded first. It encodes and decodes on the
 * same data, and decodes symbols from any data, which bits-back coding needs.
 */
export class AnsCoder extends Owner {
  /**
   * @param compressed the words that `getCompressed` returned; an empty coder without.
   * @throws {RangeError} if the last word is 0, which no message ends with; for any words, see `fromBinary`.
   */
  constructor(compressed?: Uint32Array | readonly number[], options?: DigestOptions);
  /** Loads the bytes that `toBytes` returned. */
  static fromBytes(bytes: Uint8Array | ArrayBuffer, options?: DigestOptions): AnsCoder;
  /** Loads any words, such as bits to decode symbols from; `getBinary` returns them. */
  static fromBinary(words: Uint32Array | readonly number[], options?: DigestOptions): AnsCoder;
  /**
   * Encodes symbols, the last one first, so that `decode` returns them in their order. After an error, the coder is as it was.
   *
   * @throws {RangeError} if the model does not have a symbol, or a parameter is out of its range; `index` is its place.
   * @throws {TypeError} if an argument is of the wrong kind.
   */
  encodeReverse<M extends AnyModel>(symbols: Symbols, model: M, ...params: Rest<M>): void;
  /** Encodes one symbol. */
  encodeSymbol<M extends AnyModel>(symbol: number | bigint, model: M, ...params: Rest<M>): void;
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
   * Encodes intervals of quantiles, for models of your own, so that `advance` decodes them in their order.
   *
   * @param left the left end of each interval, in units of `2 ** -precision`.
   * @param probability the length of each interval, or of all intervals; at least 1.
   * @throws {RangeError} if an interval is empty, or not within 0 to `2 ** precision`. The coder is then as it was.
   */
  encodeInterval(left: number | Symbols, probability: number | Symbols, precision: number): void;
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
  /** All words, for `new AnsCoder`. */
  getCompressed(): Words;
  /** The words that `fromBinary` loaded. @throws {RangeError} if the data is not a whole number of words. */
  getBinary(): Words;
  /** All words in bytes, the least significant byte of each word first. */
  toBytes(): Bytes;
  /** The words without the state. */
  bulk(): Words;
  /** The state, of 64 bits. */
  readonly state: bigint;
  /** The number of bits of all words. */
  numBits(): number;
  /** The number of bits, without those that pad the last word. */
  numValidBits(): number;
  /** The number of words. */
  numWords(): number;
  /** Whether the coder is empty. */
  isEmpty(): boolean;
  /**
   * Checks that all data was decoded. It does not notice if too much was decoded, because an empty coder returns symbols, too.
   *
   * @throws {RangeError} if data is left.
   */
  checkEnd(): void;
  /** The position, for `seek` of a coder with the same words. */
  pos(): { position: number; state: bigint };
  /** Goes back to a position. @throws {RangeError} if the coder does not have it. */
  seek(pos: { position: number; state: bigint }): void;
  /** Removes all data. */
  clear(): void;
  /**
   * The digest of the models of all symbols, which is the same for encoder and decoder: see {@link DigestOptions}.
   *
   * @throws {TypeError} if the coder was not made with `{ digest: true }`.
   */
  digest(): bigint;
  /** Another coder in the same state. */
  clone(): AnsCoder;
}
