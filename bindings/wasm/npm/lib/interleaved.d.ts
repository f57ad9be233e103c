// A stack of symbols with several states.

import type { AnyModel, Decoded, DigestOptions, Rest } from './calls.js';
import { Owner } from './owner.js';
import type { Bytes, IntegerArray, Symbols, Words } from './types.js';

/**
 * A stack of symbols with several states side by side, which processors with wide registers code fast with. Its words end
 * with the number of states; they are not those of an `AnsCoder`, nor the other way round.
 */
export class InterleavedAnsCoder extends Owner {
  /**
   * @param compressed the words that `getCompressed` returned; an empty coder without.
   * @param options `lanes`: the number of states of an empty coder, a power of two from 1 to 64. If left out, it follows
   * from the number of symbols of the first call that encodes.
   * @throws {RangeError} if the words do not end with a number of states and the states.
   */
  constructor(compressed?: Uint32Array | readonly number[], options?: DigestOptions & { lanes?: number });
  /** From what `toBytes` returned. */
  static fromBytes(bytes: Uint8Array | ArrayBuffer, options?: DigestOptions): InterleavedAnsCoder;
  /**
   * Encodes symbols, the last one first, so that `decode` returns them in their order; all of them, or none if there is an error.
   *
   * @throws {RangeError} if a symbol is impossible or a parameter is out of its range; `index` says where.
   * @throws {TypeError} if an argument is of the wrong kind.
   */
  encodeReverse<M extends AnyModel>(symbols: Symbols, model: M, ...params: Rest<M>): void;
  /** Encodes one symbol. */
  encodeSymbol<M extends AnyModel>(symbol: number | bigint, model: M, ...params: Rest<M>): void;
  /**
   * Decodes as many symbols as asked for, into a new array, or as many as fit into one that is given.
   *
   * @throws {RangeError} if the data is corrupt, a parameter is out of its range, or a symbol does not fit into the
   * array; the coder is then as it was, and what is in the array is what was.
   */
  decode<T extends number | IntegerArray, M extends AnyModel>(countOrArray: T, model: M, ...params: Rest<M>): Decoded<T>;
  /** Decodes one symbol. */
  decodeSymbol<M extends AnyModel>(model: M, ...params: Rest<M>): number;
  /**
   * Encodes intervals of quantiles, as a model of your own would have them, so that `advance` meets them in order.
   *
   * @param left the left end, or one for each interval, in units of `2 ** -precision`.
   * @param probability the length, at least 1, for all or for each interval.
   * @throws {RangeError} if an interval is empty or does not lie within 0 to `2 ** precision`; then nothing is encoded.
   */
  encodeInterval(left: number | Symbols, probability: number | Symbols, precision: number): void;
  /**
   * The quantile that comes next, in units of `2 ** -precision`: a symbol whose interval contains it was encoded. Nothing
   * is decoded by that: see `advance`.
   */
  quantile(precision: number): number;
  /**
   * Decodes intervals, of which the first one must contain `quantile(precision)`, and so on.
   *
   * @throws {RangeError} if one does not; then nothing is decoded.
   */
  advance(left: number | Symbols, probability: number | Symbols, precision: number): void;
  /** All words. */
  getCompressed(): Words;
  /** All words in bytes, the least significant byte of each word first. */
  toBytes(): Bytes;
  /** The number of states, or undefined if the first symbols are yet to choose it. */
  readonly lanes: number | undefined;
  /** The number of bits of all words. */
  numBits(): number;
  /** The number of words. */
  numWords(): number;
  /** Whether there is nothing in it. */
  isEmpty(): boolean;
  /** Checks that all was decoded. @throws {RangeError} if data is left, or more was decoded than was encoded. */
  checkEnd(): void;
  /** Makes it empty; a number of states that was given stays. */
  clear(): void;
  /**
   * 64 bits of the models that symbols were coded with, the same as for the decoder or encoder on the other side: see
   * {@link DigestOptions}.
   *
   * @throws {TypeError} if the coder was not made with `{ digest: true }`.
   */
  digest(): bigint;
  /** Another coder in the same state. */
  clone(): InterleavedAnsCoder;
}
