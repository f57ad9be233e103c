// A coder for bits-back coding in which symbols do not influence each other.

import type { Decoded, DigestOptions, FixedModel, Rest } from './calls.js';
import { Owner } from './owner.js';
import type { IntegerArray, Symbols, Words } from './types.js';

/**
 * A coder for bits-back coding in which the model of a symbol has no influence on other symbols: each symbol decodes 24
 * bits of data, and leaves what it does not need of them to the remainders. Models must have a precision of 24 bits.
 */
export class ChainCoder extends Owner {
  /**
   * @param data words to decode from; with `isRemainders`, remainders to encode on.
   * @param options `seal`: the data is arbitrary, and may end with a word 0; `getData({ unseal: true })` gives it back.
   * @throws {RangeError} if there is too little data, or it ends with 0 and is not sealed.
   */
  constructor(data: Uint32Array | readonly number[], options?: DigestOptions & { isRemainders?: boolean; seal?: boolean });
  /** From the bytes of words, the least significant byte of each word first. */
  static fromBytes(bytes: Uint8Array | ArrayBuffer, options?: DigestOptions & { isRemainders?: boolean; seal?: boolean }): ChainCoder;
  /**
   * Encodes symbols, the last one first, on the remainders; all of them, or none if there is an error.
   *
   * @throws {RangeError} if a symbol is impossible or a parameter is out of its range; `index` says where.
   * @throws {TypeError} if an argument is of the wrong kind.
   */
  encodeReverse<M extends FixedModel>(symbols: Symbols, model: M, ...params: Rest<M>): void;
  /** Encodes one symbol. */
  encodeSymbol<M extends FixedModel>(symbol: number | bigint, model: M, ...params: Rest<M>): void;
  /**
   * Decodes as many symbols as asked for, into a new array, or as many as fit into one that is given.
   *
   * @throws {RangeError} if the data is corrupt, a parameter is out of its range, or a symbol does not fit into the
   * array; the coder is then as it was, and what is in the array is what was.
   */
  decode<T extends number | IntegerArray, M extends FixedModel>(countOrArray: T, model: M, ...params: Rest<M>): Decoded<T>;
  /** Decodes one symbol. */
  decodeSymbol<M extends FixedModel>(model: M, ...params: Rest<M>): number;
  /** What is left of the remainders, and the data: concatenated, they are what the constructor takes. */
  getData(options?: { unseal?: boolean }): [remainders: Words, data: Words];
  /** What is left of the data, and the remainders: concatenated, they are what the constructor takes. */
  getRemainders(): [data: Words, remainders: Words];
  /** What is on its way from the data, and what is on its way to the remainders. */
  readonly heads: { compressed: number; remainders: bigint };
  /**
   * 64 bits of the models that symbols were coded with, the same as for the decoder or encoder on the other side: see
   * {@link DigestOptions}.
   *
   * @throws {TypeError} if the coder was not made with `{ digest: true }`.
   */
  digest(): bigint;
  /** Another coder in the same state. */
  clone(): ChainCoder;
}
