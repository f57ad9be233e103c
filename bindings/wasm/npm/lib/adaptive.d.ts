// Models that learn.

import { Owner } from './owner.js';
import type { Bytes, Doubles, Symbols } from './types.js';

/**
 * The contexts of symbols: one for all, one for each, or a rule that computes them from the symbols before in the same call.
 * `{ order: 2 }` is the last two symbols, `{ leftTop: width }` a pixel's neighbours to the left and above. With a `shift`,
 * symbols are shifted to the right by this number of bits.
 */
export type Contexts =
  | number
  | Symbols
  | { readonly order: number; readonly shift?: number }
  | { readonly leftTop: number; readonly shift?: number };

/** The same, or for a mixer those of each input, where `'word'` is the letters of the word so far. */
export type AnyContexts = Contexts | readonly (Contexts | 'word')[];

/**
 * A model that learns from each symbol that it codes, in each of several contexts. Encoder and decoder need one each, and
 * these must be equal at the start. A call that fails leaves the model as it was. Chain coders do not take these models.
 */
export class AdaptiveModel extends Owner {
  private constructor();
  /** The number of symbols. They are the integers from 0 on. */
  readonly numSymbols: number;
  /** The number of contexts; undefined for a mixer, which takes any integers. */
  readonly numContexts: number | undefined;
  /** The number of bits of a probability in fixed point. */
  readonly precision: number;
  /** What each symbol would cost in bits. The model stays as it is. @throws {RangeError} if it lacks a symbol or context. */
  costBits(symbols: Symbols, contexts?: AnyContexts): Doubles;
  /** Forgets all that was learned. */
  reset(): void;
  /** Another model that has learned the same. */
  clone(): AdaptiveModel;
  /** What was learned, for `load`. */
  save(): Bytes;
  /** Has learned what `save` of a model with equal options returned. @throws {RangeError} if that cannot be. */
  load(bytes: Uint8Array | ArrayBuffer): void;
}

/** How the probability of a bit learns: by 2^-rate of the way (5 if left out), by two rates, or as a mean up to a limit. */
export type BitLearning = { rate?: number | readonly [number, number]; limit?: number };

/** The models that learn. @throws {RangeError} if an option is out of its range. */
export const adaptive: {
  /** The symbols 0 and 1. */
  bernoulli(options?: BitLearning & { numContexts?: number }): AdaptiveModel;
  /** Symbols from 0 on, by counts: `increment` (32 if left out) is added, and beyond `limit` (2^24) all are halved. */
  categorical(options: { numSymbols: number; increment?: number; limit?: number; numContexts?: number }): AdaptiveModel;
  /** Symbols of 1 to 20 bits. */
  bitTree(options: BitLearning & { bits: number; numContexts?: number }): AdaptiveModel;
  /** Bytes, as two halves; the fastest. */
  nibbles(options?: { numContexts?: number }): AdaptiveModel;
  /** Symbols of 1 to 8 bits, predicted in 1 to 7 contexts at once; tables have `2 ** tableBits` slots (14 if left out). */
  mixer(options: { bits: number; numInputs: number; tableBits?: number }): AdaptiveModel;
};
