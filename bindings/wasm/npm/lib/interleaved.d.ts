// A stack of symbols with several states.

import type { AnyModel, Decoded, DigestOptions, Rest } from './calls.js';
import { Owner } from './owner.js';
import type { Bytes, IntegerArray, Symbols, Words } from './types.js';

/**
 * A stack of symbols with several states, which processors with wide registers code at once. Its words end with the number of
 * states; an `AnsCoder` cannot read them, and the reverse.
 */
export class InterleavedAnsCoder extends Owner {
  /**
   * @param compressed the words that `getCompressed` returned; an empty coder without.
   * @param options `lanes`: the number of states of an empty coder, a power of two from 1 to 64. By default, the number of
   * symbols in the first call that encodes decides it.
   * @throws {RangeError} if the words do not end with a number of states and the states.
   */
  constructor(compressed?: Uint32Array | readonly number[], options?: DigestOptions & { lanes?: number });
  /** Loads the bytes that `toBytes` returned. */
  static fromBytes(bytes: Uint8Array | ArrayBuffer, options?: DigestOptions): InterleavedAnsCoder;
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
  /** All words. */
  getCompressed(): Words;
  /** All words in bytes, the least significant byte of each word first. */
  toBytes(): Bytes;
  /** The number of states; undefined until the first symbols decide it. */
  readonly lanes: number | undefined;
  /** The number of bits of all words. */
  numBits(): number;
  /** The number of words. */
  numWords(): number;
  /** Whether the coder is empty. */
  isEmpty(): boolean;
  /** Checks that all symbols were decoded. @throws {RangeError} if data is left, or more were decoded than encoded. */
  checkEnd(): void;
  /** Removes all data. A number of states that was given to the constructor stays. */
  clear(): void;
  /**
   * The digest of the models of all symbols, which is the same for encoder and decoder: see {@link DigestOptions}.
   *
   * @throws {TypeError} if the coder was not made with `{ digest: true }`.
   */
  digest(): bigint;
  /** Another coder in the same state. */
  clone(): InterleavedAnsCoder;
}
