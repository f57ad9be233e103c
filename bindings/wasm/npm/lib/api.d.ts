/** Integers: symbols to encode, or places for symbols that are decoded. */
export type IntegerArray =
  | Int8Array
  | Uint8Array
  | Uint8ClampedArray
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array
  | BigInt64Array
  | BigUint64Array;

/** A `Uint8Array` that can be sent, stored and hashed: since TypeScript 5.7, a `Uint8Array<ArrayBuffer>`. */
export type Bytes = ReturnType<typeof Uint8Array.of>;
/** The same with words of 32 bits. */
export type Words = ReturnType<typeof Uint32Array.of>;
/** The same with integers of 32 bits. */
export type Integers = ReturnType<typeof Int32Array.of>;
/** The same with numbers in double precision. */
export type Doubles = ReturnType<typeof Float64Array.of>;

/** Symbols to encode. */
export type Symbols = IntegerArray | readonly (number | bigint)[];

/** Numbers. A `Float32Array` is computed with in single precision where the bits depend on it. */
export type Numbers = Float32Array | Float64Array | IntegerArray | readonly number[];

/**
 * The parameters that a model lacks, by name: a number is the same for all symbols, an array has one for each symbol.
 * Of parameters that are vectors, such as `probabilities`, an array has one row for each symbol, row after row.
 */
export type Parameters = { readonly [name: string]: number | Numbers };

/** The symbol that `Symbol.dispose` is, where there is one: `using coder = new AnsCoder()` frees it at the end. */
type Dispose = SymbolConstructor extends { readonly dispose: infer D extends symbol } ? { [K in D]: () => void } : {};

/**
 * What owns memory of WebAssembly. It is freed some time after the last reference to it is gone, though not before the task
 * ends, or by `free`. It cannot be cloned or sent to a worker.
 */
export interface Owner extends Dispose {}
export declare abstract class Owner {
  /** Frees the memory now. Every later call of a method is an error, but for this one. */
  free(): void;
  /**
   * What `JSON.stringify` writes: the text of a model, or the compressed words of a coder, as its constructor or that of its
   * decoder takes them.
   *
   * @throws {TypeError} of a `ChainCoder`, a decoder of a queue, and a code, which have no form in JSON.
   */
  toJSON(): string | number[];
}

/** An option of all coders of models. */
export interface DigestOptions {
  /**
   * Whether the coder keeps a digest of the intervals of all symbols that it codes; `false` if left out.
   *
   * A decoder with other parameters returns wrong symbols, and nothing in the compressed data says so. To notice, send the
   * encoder's `digest()` along, and compare it with the decoder's when all symbols are decoded. It starts again after
   * `clear` and `seek`. Where a single interval differs, so do the digests; where several do, they are equal with a
   * probability of about 2^-60.
   */
  digest?: boolean;
}

/** The version of the package. */
export const version: string;

/** Options of all models. */
export interface ModelOptions {
  /** The number of bits of a probability in fixed point, 1 to 32; 24 if left out, of `cdfTable` 16. */
  precision?: number;
  /**
   * How symbols without probability are treated. `'leaky'` (default): all symbols of the support can be coded.
   * `'strict'`: the same bits, but a symbol whose probability was exactly 0 is an error. `'escape'`: all integers of 32
   * bits can be coded, also outside the support.
   */
  zeroProbability?: 'leaky' | 'strict' | 'escape';
}

/** Options of models over an interval of integers. */
export interface BoundedOptions extends ModelOptions {
  /** The smallest symbol. */
  min: number;
  /** The largest symbol. */
  max: number;
}

/** How probabilities in floating point become integers. */
export interface QuantizationOptions extends ModelOptions {
  /**
   * `'perfect'` (default): with the least loss. `'fast'`: by a multiplication each. `'lazy'`: the same as
   * `'fast'`.
   */
  quantization?: 'perfect' | 'fast' | 'lazy';
}

/** How a row of probabilities in floating point becomes integers. */
export interface CategoricalOptions extends ModelOptions {
  /**
   * As in {@link QuantizationOptions}; or `'integer'`, for rows that are used once or a few times: it takes the least
   * time, and every symbol can be coded.
   */
  quantization?: 'perfect' | 'fast' | 'lazy' | 'integer';
}

/**
 * A probability model of integers, or a family of them whose parameters come with each call. It never changes.
 *
 * Functions with `params` want the parameters that the model lacks, of a single symbol unless said otherwise.
 */
export class Model extends Owner {
  private constructor();
  /** The model that a text describes. @throws {RangeError} if it describes none. */
  static parse(text: string): Model;
  /** The name of the family, as in Python. */
  readonly family: string;
  /** The number of bits of a probability in fixed point. */
  readonly precision: number;
  /** The names of the parameters that must come with each call. */
  readonly parameters: string[];
  /** Whether there are none of these. */
  readonly isComplete: boolean;
  /** The text that describes it: the Python expression that makes the same model. */
  toString(): string;
  /** The same text, in JSON. */
  toJSON(): string;
  /** The smallest and the largest symbol. */
  support(params?: Parameters): { min: number; max: number };
  /**
   * The interval of a symbol, in units of `2 ** -precision`. @throws {RangeError} if the symbol is impossible.
   */
  interval(symbol: number | bigint, params?: Parameters): { left: number; probability: number };
  /** The symbol whose interval has a quantile, in units of `2 ** -precision`. @throws {RangeError} if there is none. */
  symbolAt(quantile: number, params?: Parameters): { symbol: number; left: number; probability: number };
  /** The probabilities of all symbols of the support, as coders use them. */
  probabilities(params?: Parameters): Doubles;
  /** The entropy in bits. Takes time in proportion to the support. */
  entropy(params?: Parameters): number;
  /** The probability of each symbol, with `params` of all of them. */
  pmf(symbols: Symbols, params?: Parameters): Doubles;
  /** The sum of the probabilities of all smaller symbols, for each symbol, with `params` of all of them. */
  cdf(symbols: Symbols, params?: Parameters): Doubles;
  /** What each symbol costs in bits, with `params` of all of them; `Infinity` if it is impossible. */
  costBits(symbols: Symbols, params?: Parameters): Doubles;
  /** What all symbols cost in bits, with `params` of all of them. */
  informationContent(symbols: Symbols, params?: Parameters): number;
}

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
  costBits(symbols: Symbols, contexts?: AnyContexts): Float64Array;
  /** Forgets all that was learned. */
  reset(): void;
  /** Another model that has learned the same. */
  clone(): AdaptiveModel;
  /** What was learned, for `load`. */
  save(): Uint8Array;
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

/** The families of models. A parameter that is left out comes with each call. */
export const model: {
  // <families:types> Written by `cargo xtask codegen`.
  /**
   * The same probability for each of the symbols 0 to size - 1.
   * - `size`: the number of symbols, 1 to 2^precision and at most 2^31
   */
  uniform(options?: ModelOptions & { size?: number }): Model;
  /**
   * The symbols 0 and 1.
   * - `p`: the probability of the symbol 1, between 0 and 1
   */
  bernoulli(options?: QuantizationOptions & { p?: number }): Model;
  /**
   * The number of successes, 0 to n.
   * - `n`: the number of trials, 0 to 2^precision - 1 and below 2^31
   * - `p`: the probability of success in one of them, between 0 and 1
   */
  binomial(options?: ModelOptions & { n?: number; p?: number }): Model;
  /**
   * A normal distribution, each symbol having the probability of the interval of length 1 around it.
   * - `mean`: the mean; finite
   * - `std`: the standard deviation; positive and finite
   */
  quantizedGaussian(options: BoundedOptions & { mean?: number; std?: number }): Model;
  /**
   * A Laplace distribution, quantised likewise.
   * - `mean`: the mean; finite
   * - `scale`: the scale; positive and finite
   */
  quantizedLaplace(options: BoundedOptions & { mean?: number; scale?: number }): Model;
  /**
   * A Cauchy distribution, quantised likewise.
   * - `loc`: the median; finite
   * - `scale`: the scale; positive and finite
   */
  quantizedCauchy(options: BoundedOptions & { loc?: number; scale?: number }): Model;
  /**
   * A logistic distribution, quantised likewise.
   * - `mean`: the mean; finite
   * - `scale`: the scale; positive and finite
   */
  quantizedLogistic(options: BoundedOptions & { mean?: number; scale?: number }): Model;
  /**
   * A weighted sum of normal distributions, quantised likewise.
   * - `weights`: the weights of the components, not negative; they need not sum to 1
   * - `means`: the means of the components; finite
   * - `stds`: their standard deviations; positive and finite
   */
  gaussianMixture(options: BoundedOptions & { weights?: Numbers; means?: Numbers; stds?: Numbers }): Model;
  /**
   * A weighted sum of Laplace distributions, quantised likewise.
   * - `weights`: the weights of the components, not negative; they need not sum to 1
   * - `means`: the means of the components; finite
   * - `scales`: the scales of the components; positive and finite
   */
  laplaceMixture(options: BoundedOptions & { weights?: Numbers; means?: Numbers; scales?: Numbers }): Model;
  /**
   * A weighted sum of logistic distributions, quantised likewise.
   * - `weights`: the weights of the components, not negative; they need not sum to 1
   * - `means`: the means of the components; finite
   * - `scales`: the scales of the components; positive and finite
   */
  logisticMixture(options: BoundedOptions & { weights?: Numbers; means?: Numbers; scales?: Numbers }): Model;
  /**
   * Any probabilities of the symbols 0 to n - 1.
   * - `probabilities`: the probabilities of the symbols 0, 1, …; they need not sum to 1
   */
  categorical(options?: CategoricalOptions & { probabilities?: Numbers }): Model;
  /**
   * Probabilities of the symbols 0 to n - 1, proportional to the exponentials of logits.
   * - `logits`: the logarithms of the probabilities in nats, but for a constant
   */
  categoricalLogits(options?: ModelOptions & { logits?: Numbers }): Model;
  /**
   * Probabilities of some of the symbols 0 to vocabulary - 1; all others share alike what is left over of 1.
   * - `vocabulary`: the number of symbols, 1 to 2^precision and at most 2^31
   * - `ids`: the symbols that have probabilities of their own; different integers below the vocabulary
   * - `probabilities`: the probabilities of these symbols, which sum to at most 1
   */
  topK(options?: ModelOptions & { vocabulary?: number; ids?: Numbers; probabilities?: Numbers }): Model;
  // </families>
  /**
   * Tables of cumulative probabilities from 0 to `2 ** precision`, one of which is chosen for each symbol: its number
   * comes with each call as the parameter `indexes`. `offset` is the smallest symbol of a table, 0 if left out.
   */
  cdfTable(
    options: ModelOptions & {
      tables: readonly { cumulative: Uint32Array | readonly number[]; offset?: number }[];
    },
  ): Model;
};

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
  encodeReverse(symbols: Symbols, model: Model, params?: Parameters): void;
  encodeReverse(symbols: Symbols, model: AdaptiveModel, contexts?: AnyContexts): void;
  /** Encodes one symbol. */
  encodeSymbol(symbol: number | bigint, model: Model, params?: Parameters): void;
  encodeSymbol(symbol: number | bigint, model: AdaptiveModel, contexts?: AnyContexts): void;
  /**
   * Decodes as many symbols as asked for, into a new array, or as many as fit into one that is given.
   *
   * @throws {RangeError} if the data is corrupt, a parameter is out of its range, or a symbol does not fit into the
   * array; the coder is then as it was, and what is in the array is what was.
   */
  decode(count: number, model: Model, params?: Parameters): Integers;
  decode<T extends IntegerArray>(array: T, model: Model, params?: Parameters): T;
  decode(count: number, model: AdaptiveModel, contexts?: AnyContexts): Int32Array;
  decode<T extends IntegerArray>(array: T, model: AdaptiveModel, contexts?: AnyContexts): T;
  /** Decodes one symbol. */
  decodeSymbol(model: Model, params?: Parameters): number;
  decodeSymbol(model: AdaptiveModel, contexts?: AnyContexts): number;
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

/**
 * A stack of symbols with several states side by side, which processors with wide registers code fast with. Its words end
 * with the number of states; they are not those of an `AnsCoder`, nor the other way round.
 */
export class InterleavedAnsCoder extends Owner {
  /**
   * @param compressed the words that `getCompressed` returned; an empty coder without.
   * @param options `lanes`: the number of states of an empty coder, a power of two from 1 to 64. If left out, it follows
   * from the number of symbols of the first call that encodes.
   * @throws {RangeError} if the words do not end with a number of states and the states.
   */
  constructor(compressed?: Uint32Array | readonly number[], options?: DigestOptions & { lanes?: number });
  /** From what `toBytes` returned. */
  static fromBytes(bytes: Uint8Array | ArrayBuffer, options?: DigestOptions): InterleavedAnsCoder;
  /**
   * Encodes symbols, the last one first, so that `decode` returns them in their order; all of them, or none if there is an error.
   *
   * @throws {RangeError} if a symbol is impossible or a parameter is out of its range; `index` says where.
   * @throws {TypeError} if an argument is of the wrong kind.
   */
  encodeReverse(symbols: Symbols, model: Model, params?: Parameters): void;
  encodeReverse(symbols: Symbols, model: AdaptiveModel, contexts?: AnyContexts): void;
  /** Encodes one symbol. */
  encodeSymbol(symbol: number | bigint, model: Model, params?: Parameters): void;
  encodeSymbol(symbol: number | bigint, model: AdaptiveModel, contexts?: AnyContexts): void;
  /**
   * Decodes as many symbols as asked for, into a new array, or as many as fit into one that is given.
   *
   * @throws {RangeError} if the data is corrupt, a parameter is out of its range, or a symbol does not fit into the
   * array; the coder is then as it was, and what is in the array is what was.
   */
  decode(count: number, model: Model, params?: Parameters): Integers;
  decode<T extends IntegerArray>(array: T, model: Model, params?: Parameters): T;
  decode(count: number, model: AdaptiveModel, contexts?: AnyContexts): Int32Array;
  decode<T extends IntegerArray>(array: T, model: AdaptiveModel, contexts?: AnyContexts): T;
  /** Decodes one symbol. */
  decodeSymbol(model: Model, params?: Parameters): number;
  decodeSymbol(model: AdaptiveModel, contexts?: AnyContexts): number;
  /** All words. */
  getCompressed(): Words;
  /** All words in bytes, the least significant byte of each word first. */
  toBytes(): Bytes;
  /** The number of states, or undefined if the first symbols are yet to choose it. */
  readonly lanes: number | undefined;
  /** The number of bits of all words. */
  numBits(): number;
  /** The number of words. */
  numWords(): number;
  /** Whether there is nothing in it. */
  isEmpty(): boolean;
  /** Checks that all was decoded. @throws {RangeError} if data is left, or more was decoded than was encoded. */
  checkEnd(): void;
  /** Makes it empty; a number of states that was given stays. */
  clear(): void;
  /**
   * 64 bits of the models that symbols were coded with, the same as for the decoder or encoder on the other side: see
   * {@link DigestOptions}.
   *
   * @throws {TypeError} if the coder was not made with `{ digest: true }`.
   */
  digest(): bigint;
  /** Another coder in the same state. */
  clone(): InterleavedAnsCoder;
}

/** The encoding side of a queue of symbols (range coding): what is encoded first is decoded first. */
export class RangeEncoder extends Owner {
  /** An empty one. */
  constructor(options?: DigestOptions);
  /**
   * Encodes symbols; all of them, or none if there is an error.
   *
   * @throws {RangeError} if a symbol is impossible or a parameter is out of its range; `index` says where.
   * @throws {TypeError} if an argument is of the wrong kind.
   */
  encode(symbols: Symbols, model: Model, params?: Parameters): void;
  encode(symbols: Symbols, model: AdaptiveModel, contexts?: AnyContexts): void;
  /** Encodes one symbol. */
  encodeSymbol(symbol: number | bigint, model: Model, params?: Parameters): void;
  encodeSymbol(symbol: number | bigint, model: AdaptiveModel, contexts?: AnyContexts): void;
  /** All words: what `new RangeDecoder` takes. The encoder can go on. */
  getCompressed(): Words;
  /** All words in bytes, the least significant byte of each word first. */
  toBytes(): Bytes;
  /** A decoder of all symbols so far, which keeps a digest if the encoder does. */
  getDecoder(): RangeDecoder;
  /** The words that are decided already. */
  bulk(): Words;
  /** The interval that is coded in, of 64 bits, and the words that wait for a carry. */
  readonly state: { lower: bigint; range: bigint; held: { first: number; count: number } | undefined };
  /** The number of bits of all words. */
  numBits(): number;
  /** The number of words. */
  numWords(): number;
  /** Whether there is nothing in it. */
  isEmpty(): boolean;
  /** Where the encoder is: a decoder's `seek` goes there. */
  pos(): { position: number; lower: bigint; range: bigint };
  /** Makes it empty. */
  clear(): void;
  /**
   * 64 bits of the models that symbols were coded with, the same as for the decoder or encoder on the other side: see
   * {@link DigestOptions}.
   *
   * @throws {TypeError} if the coder was not made with `{ digest: true }`.
   */
  digest(): bigint;
  /** Another encoder in the same state. */
  clone(): RangeEncoder;
}

/** The decoding side of a queue of symbols. Reading on after the end is not an error: see `checkEnd`. */
export class RangeDecoder extends Owner {
  /** @param compressed the words that an encoder's `getCompressed` returned. */
  constructor(compressed: Uint32Array | readonly number[], options?: DigestOptions);
  /** From what an encoder's `toBytes` returned. */
  static fromBytes(bytes: Uint8Array | ArrayBuffer, options?: DigestOptions): RangeDecoder;
  /**
   * Decodes as many symbols as asked for, into a new array, or as many as fit into one that is given.
   *
   * @throws {RangeError} if the data is corrupt, a parameter is out of its range, or a symbol does not fit into the
   * array; the coder is then as it was, and what is in the array is what was.
   */
  decode(count: number, model: Model, params?: Parameters): Integers;
  decode<T extends IntegerArray>(array: T, model: Model, params?: Parameters): T;
  decode(count: number, model: AdaptiveModel, contexts?: AnyContexts): Int32Array;
  decode<T extends IntegerArray>(array: T, model: AdaptiveModel, contexts?: AnyContexts): T;
  /** Decodes one symbol. */
  decodeSymbol(model: Model, params?: Parameters): number;
  decodeSymbol(model: AdaptiveModel, contexts?: AnyContexts): number;
  /** Whether all symbols may have been decoded. If this is false, there are more. */
  maybeExhausted(): boolean;
  /**
   * Checks that all was decoded. That too much was is noticed at most one word of information later.
   *
   * @throws {RangeError} if there certainly is more to decode, or if more was decoded than there is.
   */
  checkEnd(): void;
  /** The interval that is decoded in, and the point in it that the words are, of 64 bits. */
  readonly state: { lower: bigint; range: bigint; point: bigint };
  /** Where the decoder is. */
  pos(): { position: number; lower: bigint; range: bigint };
  /** Goes to where an encoder or a decoder was. @throws {RangeError} if that cannot be. */
  seek(pos: { position: number; lower: bigint; range: bigint }): void;
  /**
   * 64 bits of the models that symbols were coded with, the same as for the decoder or encoder on the other side: see
   * {@link DigestOptions}.
   *
   * @throws {TypeError} if the coder was not made with `{ digest: true }`.
   */
  digest(): bigint;
  /** Another decoder in the same state. */
  clone(): RangeDecoder;
}

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
  encodeReverse(symbols: Symbols, model: Model, params?: Parameters): void;
  /** Encodes one symbol. */
  encodeSymbol(symbol: number | bigint, model: Model, params?: Parameters): void;
  /**
   * Decodes as many symbols as asked for, into a new array, or as many as fit into one that is given.
   *
   * @throws {RangeError} if the data is corrupt, a parameter is out of its range, or a symbol does not fit into the
   * array; the coder is then as it was, and what is in the array is what was.
   */
  decode(count: number, model: Model, params?: Parameters): Integers;
  decode<T extends IntegerArray>(array: T, model: Model, params?: Parameters): T;
  /** Decodes one symbol. */
  decodeSymbol(model: Model, params?: Parameters): number;
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

/** The encoding side of a queue of bits: what is encoded first is decoded first. */
export class QueueEncoder extends Owner {
  /** An empty one. */
  constructor();
  /** Encodes symbols; all of them, or none if one has no code word: `index` of the RangeError says which. */
  encode(symbols: Symbols, code: Code): void;
  /** Encodes one symbol. */
  encodeSymbol(symbol: number | bigint, code: Code): void;
  /** All words; the last one is filled with zeros. */
  getCompressed(): Words;
  /** All words in bytes, and then a byte that tells how many bits fill the last word. */
  toBytes(): Bytes;
  /** A decoder of all symbols so far. */
  getDecoder(): QueueDecoder;
  /** The number of bits. */
  numBits(): number;
  /** Whether there is nothing in it. */
  isEmpty(): boolean;
  /** Makes it empty. */
  clear(): void;
  /** Another encoder in the same state. */
  clone(): QueueEncoder;
}

/** The decoding side of a queue of bits. */
export class QueueDecoder extends Owner {
  /** @param compressed the words that an encoder's `getCompressed` returned. */
  constructor(compressed: Uint32Array | readonly number[]);
  /** From what an encoder's `toBytes` returned. */
  static fromBytes(bytes: Uint8Array | ArrayBuffer): QueueDecoder;
  /** Decodes as many symbols as asked for, or as many as fit into an array. After an error, all is as it was. */
  decode(count: number, code: Code): Integers;
  decode<T extends IntegerArray>(array: T, code: Code): T;
  /** Decodes one symbol. @throws {RangeError} also if a number cannot hold it: decode into a `BigUint64Array`. */
  decodeSymbol(code: Code): number;
  /** Whether all symbols may have been decoded: there are only zeros, and less than a word of them. */
  maybeExhausted(): boolean;
  /** The number of bits that are decoded. */
  pos(): number;
  /** Goes to a number of bits. @throws {RangeError} if there are not as many. */
  seek(position: number): void;
  /** Another decoder in the same state. */
  clone(): QueueDecoder;
}

/** A stack of bits: what was encoded last is decoded first. */
export class StackCoder extends Owner {
  /**
   * @param compressed the words that `getCompressed` returned; an empty coder without.
   * @throws {RangeError} if the last word is 0, which no message ends with.
   */
  constructor(compressed?: Uint32Array | readonly number[]);
  /** From what `toBytes` returned. */
  static fromBytes(bytes: Uint8Array | ArrayBuffer): StackCoder;
  /** Encodes symbols, the last one first; all of them, or none if one has no code word. */
  encodeReverse(symbols: Symbols, code: Code): void;
  /** Encodes one symbol. */
  encodeSymbol(symbol: number | bigint, code: Code): void;
  /** Decodes as many symbols as asked for, or as many as fit into an array. After an error, all is as it was. */
  decode(count: number, code: Code): Integers;
  decode<T extends IntegerArray>(array: T, code: Code): T;
  /** Decodes one symbol. @throws {RangeError} also if a number cannot hold it: decode into a `BigUint64Array`. */
  decodeSymbol(code: Code): number;
  /** All words: what `new StackCoder` takes. */
  getCompressed(): Words;
  /** All words in bytes, the least significant byte of each word first. */
  toBytes(): Bytes;
  /** The number of bits. */
  numBits(): number;
  /** Whether there is nothing in it. */
  isEmpty(): boolean;
  /** Makes it empty. */
  clear(): void;
  /** Another coder in the same state. */
  clone(): StackCoder;
}

/** Encodes bytes by how often each of them occurs, in blocks of 2^20. */
export function encodeBytes(bytes: Uint8Array | ArrayBuffer): Bytes;

/**
 * Decodes what `encodeBytes` returned.
 *
 * @param maxLength the most bytes that it may be; 2^30 if left out.
 * @throws {RangeError} if the data is corrupt, or there are more bytes.
 */
export function decodeBytes(compressed: Uint8Array | ArrayBuffer, maxLength?: number): Bytes;
