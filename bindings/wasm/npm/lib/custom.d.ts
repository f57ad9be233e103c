// Models whose cumulative distribution functions are the caller's.

import type { Given, ModelOptions } from './model.js';
import { Owner } from './owner.js';
import type { Doubles, Symbols } from './types.js';

/** What a `CustomModel` is made of. */
export interface CustomOptions<Parameter extends string> extends Pick<ModelOptions, 'precision' | 'zeroProbability'> {
  /** The smallest symbol. */
  min: number;
  /** The largest symbol. */
  max: number;
  /**
   * A function that does not decrease, from 0 at the far left to 1 at the far right. The probability of an integer `i` is
   * `cdf(i + 0.5) - cdf(i - 0.5)`. After `x`, it gets the parameters of the symbol, in the order of their names.
   */
  cdf(x: number, ...parameters: number[]): number;
  /** Some `x` for which `cdf(x)` is about `p`: where decoding begins to search. It decides the speed only. */
  inverse?(p: number, ...parameters: number[]): number;
  /** The names of the parameters that come with each call, numbers or arrays with one for each symbol. */
  parameters?: readonly Parameter[];
}

/**
 * A model from a cumulative distribution function of yours. All coders take it.
 *
 * A decoder must get the same numbers from `cdf` as the encoder did, so that functions such as `Math.exp`, which engines
 * compute differently, make data unreadable elsewhere.
 *
 * A call throws a RangeError if `cdf` returns NaN, a number that is not from 0 to 1, or, where the call asks for both, a smaller
 * number than further to the left, a TypeError if it returns something else, and what the function throws. The coder is then as it was.
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
  /** The probability of each symbol, with `params` of all of them. */
  pmf(symbols: Symbols, ...params: Given<Parameter>): Doubles;
  /** The sum of the probabilities of all smaller symbols, for each symbol, with `params` of all of them. */
  cdf(symbols: Symbols, ...params: Given<Parameter>): Doubles;
  /** What each symbol costs in bits, with `params` of all of them; `Infinity` if it is impossible. */
  costBits(symbols: Symbols, ...params: Given<Parameter>): Doubles;
  /** What all symbols cost in bits, with `params` of all of them. */
  informationContent(symbols: Symbols, ...params: Given<Parameter>): number;
}
