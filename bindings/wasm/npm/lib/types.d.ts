// Arrays that go in and come out.

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

/**
 * Numbers. The same numbers in a `Float32Array` and in another array give other bits with `categorical` models that are
 * `'fast'` or `'lazy'`: see the option `float`.
 */
export type Numbers = Float32Array | Float64Array | IntegerArray | readonly number[];
