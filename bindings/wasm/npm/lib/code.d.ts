// Symbol codes.

import { Owner } from './owner.js';
import type { Bytes, Numbers } from './types.js';

/** A symbol code: a code word of bits for each symbol. It never changes. */
export class Code extends Owner {
  private constructor();
  /** The number of symbols; undefined if it is not limited. */
  readonly numSymbols: number | undefined;
  /** The lengths of the code words of a canonical Huffman code; undefined for other codes. */
  readonly lengths: Bytes | undefined;
  /** The code word of a symbol, in `'0'` and `'1'`. @throws {RangeError} if the symbol has no code word. */
  codeword(symbol: number | bigint): string;
}

/** Symbol codes. Codes that do not list symbols are for all integers of 64 bits, from 0 on unless said otherwise. */
export const code: {
  /**
   * A Huffman code for the symbols 0 to n - 1. Probabilities need not sum to 1. A typed array of integers contains counts,
   * whose sum is at most 2^48.
   */
  huffman(options: { probabilities: Numbers }): Code;
  /** A Huffman code that its lengths define. `maxLength` limits them, to at most 32. */
  canonicalHuffman(options: { probabilities: Numbers; maxLength?: number } | { lengths: Uint8Array | readonly number[] }): Code;
  /** An Exp-Golomb code: the `order` low bits of a symbol are stored as they are; default: 0. */
  expGolomb(options?: { order?: number }): Code;
  /** The Elias gamma code, of integers from 1 on. */
  eliasGamma(): Code;
  /** The Elias delta code, of integers from 1 on. */
  eliasDelta(): Code;
  /** A Golomb code. */
  golomb(options: { divisor: number | bigint }): Code;
  /** A Golomb code whose divisor is `2 ** lowBits`. */
  rice(options: { lowBits: number }): Code;
  /** The unary code. */
  unary(): Code;
};
