// A queue of symbols: its two sides.

import type { AnyModel, Decoded, DigestOptions, Rest } from './calls.js';
import { Owner } from './owner.js';
import type { Bytes, IntegerArray, Symbols, Words } from './types.js';

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
  encode<M extends AnyModel>(symbols: Symbols, model: M, ...params: Rest<M>): void;
  /** Encodes one symbol. */
  encodeSymbol<M extends AnyModel>(symbol: number | bigint, model: M, ...params: Rest<M>): void;
  /**
   * Encodes intervals of quantiles, as a model of your own would have them, so that `advance` meets them in order.
   *
   * @param left the left end, or one for each interval, in units of `2 ** -precision`.
   * @param probability the length, at least 1, for all or for each interval.
   * @throws {RangeError} if an interval is empty or does not lie within 0 to `2 ** precision`; then nothing is encoded.
   */
  encodeInterval(left: number | Symbols, probability: number | Symbols, precision: number): void;
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
  decode<T extends number | IntegerArray, M extends AnyModel>(countOrArray: T, model: M, ...params: Rest<M>): Decoded<T>;
  /** Decodes one symbol. */
  decodeSymbol<M extends AnyModel>(model: M, ...params: Rest<M>): number;
  /**
   * The quantile that comes next, in units of `2 ** -precision`: a symbol whose interval contains it was encoded. Nothing
   * is decoded by that: see `advance`.
   */
  quantile(precision: number): number;
  /**
   * Decodes intervals, of which the first one must contain `quantile(precision)`, and so on.
   *
   * @throws {RangeError} if one does not; then nothing is decoded.
   */
  advance(left: number | Symbols, probability: number | Symbols, precision: number): void;
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
