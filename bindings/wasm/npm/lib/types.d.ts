// The types of arrays.

/** Integers: symbols to encode, or an array to decode into. */
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
/** Words of 32 bits, as {@link Bytes}. */
export type Words = ReturnType<typeof Uint32Array.of>;
/** Integers of 32 bits, as {@link Bytes}. */
export type Integers = ReturnType<typeof Int32Array.of>;
/** Numbers in double precision, as {@link Bytes}. */
export type Doubles = ReturnType<typeof Float64Array.of>;

/** Symbols to encode. */
export type Symbols = IntegerArray | readonly (number | bigint)[];

/**
 * Numbers. With `categorical` models that are `'fast'` or `'lazy'`, a `Float32Array` and another array of the same numbers
 * give different bits: see the option `float`.
 */
export type Numbers = Float32Array | Float64Array | IntegerArray | readonly number[];
