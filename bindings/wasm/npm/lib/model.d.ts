// Models.

import { Owner } from './owner.js';
import type { Doubles, Numbers, Symbols } from './types.js';

/**
 * The parameters that a model lacks, by name: a number for all symbols, or an array with a number for each symbol. For a
 * parameter that is a vector, such as `probabilities`, an array has a row for each symbol, row after row.
 */
export type Parameters = { readonly [name: string]: number | Numbers };

/** {@link Parameters} with these names. */
export type ParametersOf<Parameter extends string> = { readonly [name in Parameter]: number | Numbers };

/** The argument of a call with a model that lacks these parameters. If TypeScript does not know them, it can be any. */
export type Given<Parameter extends string> = string extends Parameter
  ? [params?: Parameters]
  : [Parameter] extends [never]
    ? [params?: { readonly [name: string]: never }]
    : [params: ParametersOf<Parameter>];

/** Options of all models. */
export interface ModelOptions {
  /** The number of bits of a probability in fixed point, 1 to 32. Default: 24, or 16 for `cdfTable`. */
  precision?: number;
  /**
   * The treatment of symbols with probability 0. `'leaky'` (default): all symbols of the support can be coded.
   * `'strict'`: the same bits, but a symbol whose probability was exactly 0 is an error. `'escape'`: all integers of 32
   * bits can be coded, also outside of the support.
   */
  zeroProbability?: 'leaky' | 'strict' | 'escape';
  /**
   * The precision to which parameters are rounded, also those of calls. Default: single precision for a `Float32Array`, double
   * precision for all other arrays. With `'f32'`, a plain array decodes symbols that a `Float32Array` encoded. The text of a
   * model does not contain this option.
   */
  float?: 'f32' | 'f64';
}

/** Options of models over an interval of integers. */
export interface BoundedOptions extends ModelOptions {
  /** The smallest symbol. */
  min: number;
  /** The largest symbol. */
  max: number;
}

/** Options for the conversion of probabilities from floating point to integers. */
export interface QuantizationOptions extends ModelOptions {
  /**
   * `'perfect'` (default): with the smallest loss. `'fast'`: by one multiplication for each probability. `'lazy'`: the same
   * as `'fast'`.
   */
  quantization?: 'perfect' | 'fast' | 'lazy';
}

/** Options for the conversion of a row of probabilities from floating point to integers. */
export interface CategoricalOptions extends ModelOptions {
  /**
   * As in {@link QuantizationOptions}, or `'integer'`, for rows that are used once or a few times: it is the fastest, and every
   * symbol can be coded.
   */
  quantization?: 'perfect' | 'fast' | 'lazy' | 'integer';
}

/**
 * A probability model of integers, or a family of them whose parameters come with each call. It never changes.
 *
 * `Parameter` is the names of the parameters that the model lacks: `Model<'mean' | 'std'>`, or `Model<never>` if it has all.
 * Methods with `params` need them, for a single symbol unless the method takes several.
 */
export class Model<Parameter extends string = string> extends Owner {
  private constructor();
  /** The model of a text from `toString`. @throws {RangeError} if the text is not a model. */
  static parse(text: string): Model;
  /** The name of the family, as in Python. */
  readonly family: string;
  /** The number of bits of a probability in fixed point. */
  readonly precision: number;
  /** The names of the parameters that must come with each call. */
  readonly parameters: Parameter[];
  /** Whether the model has all its parameters. */
  readonly isComplete: boolean;
  /** The parameters that the model was created with, by name. */
  readonly fixed: { [name: string]: number | Float32Array | Doubles };
  /** The text of the model: the Python expression that creates the same model. */
  toString(): string;
  /** The same text, in JSON. */
  toJSON(): string;
  /** The smallest and the largest symbol. */
  support(params?: ParametersOf<Parameter>): { min: number; max: number };
  /**
   * The interval of a symbol, in units of `2 ** -precision`. @throws {RangeError} if the symbol is impossible.
   */
  interval(symbol: number | bigint, ...params: Given<Parameter>): { left: number; probability: number };
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

/** The names of the parameters that are not among the options. */
export type Lacking<P, O> = {
  [K in keyof P & string]: K extends keyof O ? (undefined extends O[K] ? K : never) : K;
}[keyof P & string];

/** Options, and parameters, and nothing else. */
type Only<O, Known> = O & { readonly [K in Exclude<keyof O, Known>]: never };

/** Creates models of a family with the parameters `P`. Parameters that are left out come with each call. */
export interface Family<Options, P> {
  <O extends Options & Partial<P> = Options & Partial<P>>(options?: Only<O, keyof Options | keyof P>): Model<Lacking<P, O>>;
}

/** Creates models of a family over an interval of integers. */
export interface BoundedFamily<P> {
  <O extends BoundedOptions & Partial<P>>(options: Only<O, keyof BoundedOptions | keyof P>): Model<Lacking<P, O>>;
}

/** The families of models. A parameter that is left out comes with each call. */
export const model: {
  // <families:types> Written by `cargo xtask codegen`.
  /**
   * The same probability for each of the symbols 0 to size - 1.
   * - `size`: the number of symbols, 1 to 2^precision and at most 2^31
   */
  uniform: Family<ModelOptions, { size: number }>;
  /**
   * The symbols 0 and 1.
   * - `p`: the probability of the symbol 1, between 0 and 1
   */
  bernoulli: Family<QuantizationOptions, { p: number }>;
  /**
   * The number of successes, 0 to n.
   * - `n`: the number of trials, 0 to 2^precision - 1 and below 2^31
   * - `p`: the probability of success in one of them, between 0 and 1
   */
  binomial: Family<ModelOptions, { n: number; p: number }>;
  /**
   * A normal distribution, each symbol having the probability of the interval of length 1 around it.
   * - `mean`: the mean; finite
   * - `std`: the standard deviation; positive and finite
   */
  quantizedGaussian: BoundedFamily<{ mean: number; std: number }>;
  /**
   * A Laplace distribution, quantised likewise.
   * - `mean`: the mean; finite
   * - `scale`: the scale; positive and finite
   */
  quantizedLaplace: BoundedFamily<{ mean: number; scale: number }>;
  /**
   * A Cauchy distribution, quantised likewise.
   * - `loc`: the median; finite
   * - `scale`: the scale; positive and finite
   */
  quantizedCauchy: BoundedFamily<{ loc: number; scale: number }>;
  /**
   * A logistic distribution, quantised likewise.
   * - `mean`: the mean; finite
   * - `scale`: the scale; positive and finite
   */
  quantizedLogistic: BoundedFamily<{ mean: number; scale: number }>;
  /**
   * A weighted sum of normal distributions, quantised likewise.
   * - `weights`: the weights of the components, not negative; they need not sum to 1
   * - `means`: the means of the components; finite
   * - `stds`: their standard deviations; positive and finite
   */
  gaussianMixture: BoundedFamily<{ weights: Numbers; means: Numbers; stds: Numbers }>;
  /**
   * A weighted sum of Laplace distributions, quantised likewise.
   * - `weights`: the weights of the components, not negative; they need not sum to 1
   * - `means`: the means of the components; finite
   * - `scales`: the scales of the components; positive and finite
   */
  laplaceMixture: BoundedFamily<{ weights: Numbers; means: Numbers; scales: Numbers }>;
  /**
   * A weighted sum of logistic distributions, quantised likewise.
   * - `weights`: the weights of the components, not negative; they need not sum to 1
   * - `means`: the means of the components; finite
   * - `scales`: the scales of the components; positive and finite
   */
  logisticMixture: BoundedFamily<{ weights: Numbers; means: Numbers; scales: Numbers }>;
  /**
   * Any probabilities of the symbols 0 to n - 1.
   * - `probabilities`: the probabilities of the symbols 0, 1, …; they need not sum to 1
   */
  categorical: Family<CategoricalOptions, { probabilities: Numbers }>;
  /**
   * Probabilities of the symbols 0 to n - 1, proportional to the exponentials of logits.
   * - `logits`: the logarithms of the probabilities in nats, up to a constant
   */
  categoricalLogits: Family<ModelOptions, { logits: Numbers }>;
  /**
   * Probabilities of some of the symbols 0 to vocabulary - 1; all others share the rest equally.
   * - `vocabulary`: the number of symbols, 1 to 2^precision and at most 2^31
   * - `ids`: the symbols that have probabilities of their own; different integers below the vocabulary
   * - `probabilities`: the probabilities of these symbols, which sum to at most 1
   */
  topK: Family<ModelOptions, { vocabulary: number; ids: Numbers; probabilities: Numbers }>;
  // </families>
  /**
   * Tables of cumulative probabilities from 0 to `2 ** precision`. The parameter `indexes` of each call is the number of the
   * table for each symbol. `offset` is the smallest symbol of a table; default: 0.
   */
  cdfTable(
    options: ModelOptions & {
      tables: readonly { cumulative: Uint32Array | readonly number[]; offset?: number }[];
    },
  ): Model<'indexes'>;
};
