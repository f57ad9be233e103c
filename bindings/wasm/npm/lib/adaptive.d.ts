// Models that learn.

import { Owner } from './owner.js';
import type { Bytes, Doubles, Symbols } from './types.js';

/**
 * The contexts of symbols: one for all, one for each, or a rule that computes them from earlier symbols of the same call.
 * `{ order: 2 }` is the last two symbols, `{ leftTop: width }` the neighbours of a pixel to the left and above. `shift` shifts
 * these symbols to the right by a number of bits.
 */
export type Contexts =
  | number
  | Symbols
  | { readonly order: number; readonly shift?: number }
  | { readonly leftTop: number; readonly shift?: number };

/** {@link Contexts}, or an array of them for the inputs of a mixer, where `'word'` is the letters of the word so far. */
export type AnyContexts = Contexts | readonly (Contexts | 'word')[];

/**
 * A model that learns from each symbol that it codes, separately in each context. Encoder and decoder need a model each, and
 * both must start equal. A call that fails leaves the model as it was. Chain coders do not take these models.
 */
export class AdaptiveModel extends Owner {
  private constructor();
  /** The number of symbols, which are the integers from 0 on. */
  readonly numSymbols: number;
  /** The number of contexts; undefined for a mixer, which takes any integers. */
  readonly numContexts: number | undefined;
  /** The number of bits of a probability in fixed point. */
  readonly precision: number;
  /** The cost of each symbol in bits. The model stays as it is. @throws {RangeError} if it lacks a symbol or context. */
  costBits(symbols: Symbols, contexts?: AnyContexts): Doubles;
  /** Returns the model to its initial state. */
  reset(): void;
  /** A copy of the model with its learned state. */
  clone(): AdaptiveModel;
  /** The learned state, for `load`. */
  save(): Bytes;
  /** Loads the state that `save` of a model with equal options returned. @throws {RangeError} if it does not fit. */
  load(bytes: Uint8Array | ArrayBuffer): void;
}

/** How the probability of a bit adapts: by a step of 2^-rate (default: 5), as the mean of two rates, or as a mean up to a limit. */
export type BitLearning = { rate?: number | readonly [number, number]; limit?: number };

/** The models that learn. @throws {RangeError} if an option is out of its range. */
export const adaptive: {
  /** The symbols 0 and 1. */
  bernoulli(options?: BitLearning & { numContexts?: number }): AdaptiveModel;
  /** Symbols from 0 on, with counts: each symbol adds `increment` (default: 32); above `limit` (2^24), all counts are halved. */
  categorical(options: { numSymbols: number; increment?: number; limit?: number; numContexts?: number }): AdaptiveModel;
  /** Symbols of 1 to 20 bits. */
  bitTree(options: BitLearning & { bits: number; numContexts?: number }): AdaptiveModel;
  /** Bytes, as two halves; the fastest. */
  nibbles(options?: { numContexts?: number }): AdaptiveModel;
  /** Symbols of 1 to 8 bits, predicted in 1 to 7 contexts at once; tables have `2 ** tableBits` slots (default: 14). */
  mixer(options: { bits: number; numInputs: number; tableBits?: number }): AdaptiveModel;
};
