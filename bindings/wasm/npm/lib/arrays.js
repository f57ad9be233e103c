// Arrays, numbers and options as they come from users.

import { at, describe, room } from './native.js';

/** The kinds of integers, as numbers that Rust knows. */
const KINDS = {
  Int8Array: 0,
  Uint8Array: 1,
  Uint8ClampedArray: 1,
  Int16Array: 2,
  Uint16Array: 3,
  Int32Array: 4,
  Uint32Array: 5,
  BigInt64Array: 6,
  BigUint64Array: 7,
};
/** The kind of arrays that are left out. */
export const INT32 = 4;

/** A property of all typed arrays, read without the overrides of derived classes. */
function propertyOf(name) {
  const { get } = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Uint8Array.prototype), name);
  return (array) => get.call(array);
}
const [tag, lengthOf, bufferOf, byteOffsetOf, byteLengthOf] = [
  Symbol.toStringTag, 'length', 'buffer', 'byteOffset', 'byteLength',
].map(propertyOf);

/** The name of a typed array's class, also of one from another window; undefined for all else. */
function typeOf(value) {
  return ArrayBuffer.isView(value) ? tag(value) : undefined;
}

const viewOf = (array) => new Uint8Array(bufferOf(array), byteOffsetOf(array), byteLengthOf(array));

/** Checks that there is memory for this number of bytes, and for the results computed from them. */
function checkFits(bytes) {
  room(3 * bytes);
}

/** The least and the largest integer of kinds that hold any integers of 64 bits. */
const MIN_INT64 = -(2n ** 63n);
const MAX_INT64 = 2n ** 63n - 1n;
const MAX_UINT64 = 2n ** 64n - 1n;

/** The integers of an array, in the first kind that holds them all. */
function integersOf(array, what) {
  const small = new Int32Array(array.length);
  let isSmall = true;
  for (let index = 0; index < array.length; index++) {
    const value = array[index];
    if (typeof value !== 'bigint' && !Number.isInteger(value)) {
      throw at(index, new TypeError(`the ${what} at index ${index} is ${describe(value)}, which is not an integer`));
    }
    small[index] = Number(value);
    isSmall &&= small[index] === Number(value);
  }
  if (isSmall) return small;
  let kind = BigInt64Array;
  const large = Array.from(array, (value, index) => {
    const integer = BigInt(value);
    if (integer < MIN_INT64 || integer > MAX_UINT64) {
      throw at(index, new RangeError(`the ${what} ${integer} at index ${index} has more than 64 bits`));
    }
    if (integer > MAX_INT64) kind = BigUint64Array;
    return integer;
  });
  const negative = kind === BigUint64Array ? large.findIndex((integer) => integer < 0n) : -1;
  if (negative >= 0) {
    const message = `the ${what} ${large[negative]} at index ${negative} is negative, others have 64 bits`;
    throw at(negative, new RangeError(message));
  }
  return kind.from(large);
}

/** An unsigned integer of 32 bits. */
export function uint32Of(value, what) {
  const number = typeof value === 'bigint' ? Number(value) : value;
  return integerOf(number, what, 0, 2 ** 32 - 1);
}

/** Whether something is a list of integers. */
export const isList = (value) => Array.isArray(value) || KINDS[typeOf(value)] !== undefined;

/** Symbols to encode: their kind, their bytes, and their number. */
export function symbolsOf(symbols, what = 'symbol') {
  const array = Array.isArray(symbols) ? integersOf(symbols, what) : symbols;
  const kind = KINDS[typeOf(array)];
  if (kind === undefined) {
    throw new TypeError(`${what}s must be a typed array of integers, or an array of them, not ${describe(symbols)}`);
  }
  checkFits(byteLengthOf(array));
  return { kind, bytes: viewOf(array), count: lengthOf(array), array };
}

/** A symbol to encode, as the only one in an array. */
export function oneSymbol(symbol) {
  if (typeof symbol !== 'bigint' && !Number.isInteger(symbol)) {
    throw new TypeError(`a symbol must be an integer, not ${describe(symbol)}`);
  }
  return symbolsOf([symbol]);
}

/** Where to put symbols that are decoded: an array that was given, or a number of them. */
export function placesOf(countOrArray) {
  const kind = KINDS[typeOf(countOrArray)];
  if (kind !== undefined) {
    checkFits(byteLengthOf(countOrArray));
    return { kind, count: lengthOf(countOrArray), array: countOrArray };
  }
  if (typeof countOrArray !== 'number') {
    throw new TypeError(`say how many symbols to decode, or give a typed array of integers, not ${describe(countOrArray)}`);
  }
  const count = integerOf(countOrArray, 'the number of symbols', 0, 2 ** 32 - 1);
  checkFits(4 * count);
  return { kind: INT32, count };
}

/**
 * Checks that an array is as long as when it was looked at: to read parameters can run any code, which may take its buffer
 * away. Nothing runs between this and the call of Rust.
 */
export function checkLength({ array, count }) {
  if (array !== undefined && lengthOf(array) !== count) {
    throw new TypeError(`the array had ${count} symbols, and has ${lengthOf(array)} after its parameters were read`);
  }
}

/** Puts decoded symbols into their places. */
export function fill({ array }, bytes) {
  if (array === undefined) return new Int32Array(bytes.buffer);
  viewOf(array).set(bytes);
  return array;
}

/** Whether something has bytes and not words. */
function isBytes(value) {
  const type = typeOf(value);
  const isBuffer = Object.prototype.toString.call(value) === '[object ArrayBuffer]';
  return isBuffer || type === 'Uint8Array' || type === 'Uint8ClampedArray' || type === 'Int8Array';
}

/** Compressed words. Bytes are not words: the error names the call for bytes. */
export function compressedOf(words, instead) {
  if (isBytes(words)) {
    throw new TypeError(`compressed data must be words of 32 bits, but these are bytes: use ${instead}`);
  }
  return wordsOf(words);
}

/** Words of 32 bits. */
export function wordsOf(words, what = 'compressed data', one = 'word') {
  if (typeOf(words) === 'Uint32Array') {
    checkFits(byteLengthOf(words));
    return words;
  }
  const array = KINDS[typeOf(words)] === undefined ? words : Array.from(words);
  if (!Array.isArray(array)) throw new TypeError(`${what} must be a Uint32Array, not ${describe(words)}`);
  checkFits(4 * array.length);
  return Uint32Array.from(array, (word, index) => {
    const number = Number(word);
    if (typeof word !== 'bigint' && !Number.isInteger(word)) {
      throw at(index, new TypeError(`the ${one} at index ${index} is ${describe(word)}, which is not an integer`));
    }
    if (!(number >= 0 && number < 2 ** 32)) {
      throw at(index, new RangeError(`the ${one} at index ${index} is ${word}, which does not fit in 32 bits`));
    }
    return number;
  });
}

/** Bytes in any kind of object. The error names their purpose, `what`. */
export function bytesOf(bytes, what = 'compressed bytes') {
  const isBuffer = Object.prototype.toString.call(bytes) === '[object ArrayBuffer]';
  const type = typeOf(bytes);
  if (!isBuffer && type !== 'Uint8Array' && type !== 'Uint8ClampedArray') {
    throw new TypeError(`${what} must be a Uint8Array, not ${describe(bytes)}`);
  }
  checkFits(bytes.byteLength);
  return isBuffer ? new Uint8Array(bytes) : viewOf(bytes);
}

/** The arrays of numbers in single and in double precision. */
const FLOATS = { f32: Float32Array, f64: Float64Array };

/**
 * Numbers in floating point. Without a given precision, a Float32Array stays as it is, and all others become a Float64Array.
 */
export function floatsOf(value, name, float) {
  const type = typeOf(value);
  const isNumeric = type !== undefined && type !== 'DataView';
  if (isNumeric) checkFits(byteLengthOf(value));
  else if (Array.isArray(value)) checkFits(8 * value.length);
  else throw new TypeError(`the parameter ${name} must be an array of numbers, not ${describe(value)}`);
  const Floats = FLOATS[float] ?? (type === 'Float32Array' ? Float32Array : Float64Array);
  const isSingle = Floats === Float32Array;
  if (isNumeric) return { numbers: type === Floats.name ? value : Floats.from(value, Number), isSingle };
  const numbers = new Floats(value.length);
  for (let index = 0; index < numbers.length; index++) {
    const number = value[index];
    if (typeof number !== 'number') {
      const message = `the parameter ${name} at index ${index} is ${describe(number)}, which is not a number`;
      throw at(index, new TypeError(message));
    }
    numbers[index] = number;
  }
  return { numbers, isSingle };
}

/** The largest sum of counts: 32 times this, as package-merge may sum, is exact in double precision. */
const MAX_COUNTS = 2 ** 48;

/** Counts as exact numbers, if they are in a typed array of integers. */
export function countsOf(value, name) {
  if (KINDS[typeOf(value)] === undefined) return undefined;
  let sum = 0;
  return Float64Array.from(value, (count, index) => {
    sum += Number(count);
    if (count >= 0 && sum <= MAX_COUNTS) return Number(count);
    const why = count < 0 ? '' : ', and the sum up to there is above 2^48';
    throw at(index, new RangeError(`the parameter ${name} at index ${index} is ${count}${why}`));
  });
}

/** An integer in a range. */
export function integerOf(value, what, min, max) {
  if (typeof value !== 'number') throw new TypeError(`${what} must be an integer, not ${describe(value)}`);
  if (!(Number.isInteger(value) && value >= min && value <= max)) {
    throw new RangeError(`${what} must be an integer from ${min} to ${max}, not ${value}`);
  }
  return value;
}

/** An unsigned integer of 64 bits, as a bigint. */
export function uint64Of(value, what) {
  if (typeof value !== 'bigint' && !Number.isInteger(value)) {
    throw new TypeError(`${what} must be an integer, not ${describe(value)}`);
  }
  const integer = BigInt(value);
  if (integer < 0n || integer > MAX_UINT64) throw new RangeError(`${what} must be an integer of 64 bits, not ${integer}`);
  return integer;
}

/** Checks that something is an object of options, of which all are known. */
export function optionsOf(options, known, what) {
  if (typeof options !== 'object' || options === null || Array.isArray(options) || ArrayBuffer.isView(options)) {
    throw new TypeError(`the ${what} must be in an object, not ${describe(options)}`);
  }
  for (const name of Object.keys(options)) {
    if (!known.includes(name)) {
      const names = known.length ? `only ${known.join(', ')}` : 'none';
      throw new TypeError(`there is no ${name} among the ${what}, ${names}`);
    }
  }
  return options;
}
