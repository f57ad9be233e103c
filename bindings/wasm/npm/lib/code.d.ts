// Symbol codes.

import { Owner } from './owner.js';
import type { Bytes, Numbers } from './types.js';

/** A code that gives each symbol a word of bits. It never changes. */
export class Code extends Owner {
  private constructor();
  /** The number of symbols, if it is limited. */
  readonly numSymbols: number | undefined;
  /** The lengths of the code words, if it is a canonical Huffman code. */
  readonly lengths: Bytes | undefined;
  /** The code word of a symbol, in `'0'` and `'1'`. @throws {RangeError} if the symbol has none. */
  codeword(symbol: number | bigint): string;
}

/** Symbol codes. Those without a list of symbols are for all integers of 64 bits, from 0 on unless said otherwise. */
export const code: {
  /**
   * A Huffman code of the symbols 0 to n - 1. Probabilities need not sum to 1; a typed array of integers has counts, which
   * sum to at most 2^48.
   */
  huffman(options: { probabilities: Numbers }): Code;
  /** A Huffman code of limited lengths, that these lengths tell. `maxLength` is at most 32. */
  canonicalHuffman(options: { probabilities: Numbers; maxLength?: number } | { lengths: Uint8Array | readonly number[] }): Code;
  /** An Exp-Golomb code: `order` is the number of bits that all symbols have as they are, 0 if left out. */
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
