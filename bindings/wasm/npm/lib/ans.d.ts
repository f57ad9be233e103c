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
  /** From what `toBytes` returned. */
  static fromBytes(bytes: Uint8Array | ArrayBuffer, options?: DigestOptions): AnsCoder;
  /** From any words at all, which `getBinary` gives back. */
  static fromBinary(words: Uint32Array | readonly number[], options?: DigestOptions): AnsCoder;
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
  /** All words: what `new AnsCoder` takes. */
  getCompressed(): Words;
  /** The words that the coder was made from by `fromBinary`. @throws {RangeError} if there are no whole words. */
  getBinary(): Words;
  /** All words in bytes, the least significant byte of each word first. */
  toBytes(): Bytes;
  /** The words without the state. */
  bulk(): Words;
  /** The state, of 64 bits. */
  readonly state: bigint;
  /** The number of bits of all words. */
  numBits(): number;
  /** The number of bits without those that only fill the last word. */
  numValidBits(): number;
  /** The number of words. */
  numWords(): number;
  /** Whether there is nothing in it. */
  isEmpty(): boolean;
  /**
   * Checks that all data was decoded. That too much was is not noticed: a coder without data gives symbols that take none.
   *
   * @throws {RangeError} if data is left.
   */
  checkEnd(): void;
  /** Where the coder is: `seek` goes back there when the same words are there. */
  pos(): { position: number; state: bigint };
  /** Goes back to where the coder was. @throws {RangeError} if that cannot be. */
  seek(pos: { position: number; state: bigint }): void;
  /** Makes it empty. */
  clear(): void;
  /**
   * 64 bits of the models that symbols were coded with, the same as for the decoder or encoder on the other side: see
   * {@link DigestOptions}.
   *
   * @throws {TypeError} if the coder was not made with `{ digest: true }`.
   */
  digest(): bigint;
  /** Another coder in the same state. */
  clone(): AnsCoder;
}
