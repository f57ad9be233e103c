// Models with a cumulative distribution function of the caller.

import type { Given, ModelOptions } from './model.js';
import { Owner } from './owner.js';
import type { Doubles, Symbols } from './types.js';

/** The options of a `CustomModel`. */
export interface CustomOptions<Parameter extends string> extends Pick<ModelOptions, 'precision' | 'zeroProbability'> {
  /** The smallest symbol. */
  min: number;
  /** The largest symbol. */
  max: number;
  /**
   * The cumulative distribution function, from 0 to 1, which must not decrease. The probability of an integer `i` is
   * `cdf(i + 0.5) - cdf(i - 0.5)`. After `x`, `cdf` gets the parameters of the symbol, in the order of their names.
   */
  cdf(x: number, ...parameters: number[]): number;
  /** An approximate inverse: an `x` with `cdf(x)` near `p`, where a decoder starts to search. It changes only the speed. */
  inverse?(p: number, ...parameters: number[]): number;
  /** The names of the parameters that come with each call, numbers or arrays with one for each symbol. */
  parameters?: readonly Parameter[];
}

/**
 * A model with your own cumulative distribution function. All coders take it.
 *
 * The decoder must get exactly the numbers from `cdf` that the encoder got. Functions such as `Math.exp` differ between engines:
 * data that was encoded with them may not decode in another engine.
 *
 * A call throws a RangeError if `cdf` returns NaN, a number that is not from 0 to 1, or, of two numbers that it needs, a smaller
 * one further to the right. It throws a TypeError if `cdf` does not return a number, and passes on exceptions of `cdf`. The coder
 * is then as it was.
 */
export class CustomModel<Parameter extends string = never> extends Owner {
  constructor(options: CustomOptions<Parameter>);
  /** The number of bits of a probability in fixed point. */
  readonly precision: number;
  /** The names of the parameters that must come with each call. */
  readonly parameters: Parameter[];
  /** The smallest and the largest symbol. */
  support(): { min: number; max: number };
  /** The interval of a symbol, in units of `2 ** -precision`. @throws {RangeError} if the symbol is impossible. */
  interval(symbol: number, ...params: Given<Parameter>): { left: number; probability: number };
  /** The symbol whose interval has a quantile, in units of `2 ** -precision`. @throws {RangeError} if no symbol has it. */
  symbolAt(quantile: number, ...params: Given<Parameter>): { symbol: number; left: number; probability: number };
  /** The probabilities of all symbols of the support, as coders use them. */
  probabilities(...params: Given<Parameter>): Doubles;
  /** The entropy in bits. Takes time in proportion to the support. */
  entropy(...params: Given<Parameter>): number;
  /** The probability of each symbol, with `params` for all symbols. */
  pmf(symbols: Symbols, ...params: Given<Parameter>): Doubles;
  /** For each symbol, the sum of the probabilities of all smaller symbols, with `params` for all symbols. */
  cdf(symbols: Symbols, ...params: Given<Parameter>): Doubles;
  /** The cost of each symbol in bits, with `params` for all symbols; `Infinity` for an impossible symbol. */
  costBits(symbols: Symbols, ...params: Given<Parameter>): Doubles;
  /** The cost of all symbols in bits, with `params` for all symbols. */
  informationContent(symbols: Symbols, ...params: Given<Parameter>): number;
}
