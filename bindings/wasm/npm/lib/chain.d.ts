// A coder for bits-back coding in which symbols do not influence each other.

import type { Decoded, DigestOptions, FixedModel, Rest } from './calls.js';
import { Owner } from './owner.js';
import type { IntegerArray, Symbols, Words } from './types.js';

/**
 * A coder for bits-back coding in which the model of a symbol has no influence on other symbols: each symbol decodes 24
 * bits of data, and moves the part that it does not need to the remainders. Models must have a precision of 24 bits.
 */
export class ChainCoder extends Owner {
  /**
   * @param data words to decode from; with `isRemainders`, remainders to encode with.
   * @param options `seal`: the data is arbitrary, and may end with a word 0; `getData({ unseal: true })` returns it.
   * @throws {RangeError} if there is too little data, or it ends with 0 and is not sealed.
   */
  constructor(data: Uint32Array | readonly number[], options?: DigestOptions & { isRemainders?: boolean; seal?: boolean });
  /** Loads the bytes of words, the least significant byte of each word first. */
  static fromBytes(bytes: Uint8Array | ArrayBuffer, options?: DigestOptions & { isRemainders?: boolean; seal?: boolean }): ChainCoder;
  /**
   * Encodes symbols, the last one first, with the remainders. After an error, the coder is as it was.
   *
   * @throws {RangeError} if the model does not have a symbol, or a parameter is out of its range; `index` is its place.
   * @throws {TypeError} if an argument is of the wrong kind.
   */
  encodeReverse<M extends FixedModel>(symbols: Symbols, model: M, ...params: Rest<M>): void;
  /** Encodes one symbol. */
  encodeSymbol<M extends FixedModel>(symbol: number | bigint, model: M, ...params: Rest<M>): void;
  /**
   * Decodes symbols: a number of them into a new array, or as many as the given array has places.
   *
   * @throws {RangeError} if the data is corrupt, a parameter is out of its range, or a symbol does not fit into the
   * array. The coder and the array are then as they were.
   */
  decode<T extends number | IntegerArray, M extends FixedModel>(countOrArray: T, model: M, ...params: Rest<M>): Decoded<T>;
  /** Decodes one symbol. */
  decodeSymbol<M extends FixedModel>(model: M, ...params: Rest<M>): number;
  /** The remainders that are left, and the data. Concatenated, they are the words for the constructor. */
  getData(options?: { unseal?: boolean }): [remainders: Words, data: Words];
  /** The data that is left, and the remainders. Concatenated, they are the words for the constructor. */
  getRemainders(): [data: Words, remainders: Words];
  /** The two heads: bits between the data and the symbols, and between the symbols and the remainders. */
  readonly heads: { compressed: number; remainders: bigint };
  /**
   * The digest of the models of all symbols, which is the same for encoder and decoder: see {@link DigestOptions}.
   *
   * @throws {TypeError} if the coder was not made with `{ digest: true }`.
   */
  digest(): bigint;
  /** Another coder in the same state. */
  clone(): ChainCoder;
}
