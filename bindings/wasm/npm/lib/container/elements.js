// Types of elements, and the arrays of JavaScript that have them.

import { describe } from '../native.js';
import { classOf } from './memory.js';

/** The array that has elements of a type, and how many of its numbers an element is. Bits stand for numbers without an array. */
const TYPES = {
  bool: [Uint8Array],
  int8: [Int8Array],
  uint8: [Uint8Array],
  int16: [Int16Array],
  uint16: [Uint16Array],
  int32: [Int32Array],
  uint32: [Uint32Array],
  int64: [BigInt64Array],
  uint64: [BigUint64Array],
  float16: [Uint16Array],
  bfloat16: [Uint16Array],
  float32: [Float32Array],
  float64: [Float64Array],
  float8_e4m3fn: [Uint8Array],
  float8_e5m2: [Uint8Array],
  float8_e4m3fnuz: [Uint8Array],
  float8_e5m2fnuz: [Uint8Array],
  complex64: [Float32Array, 2],
  complex128: [Float64Array, 2],
};

/** The type of an array's elements, where none is given. */
const DTYPES = {
  Int8Array: 'int8',
  Uint8Array: 'uint8',
  Uint8ClampedArray: 'uint8',
  Int16Array: 'int16',
  Uint16Array: 'uint16',
  Int32Array: 'int32',
  Uint32Array: 'uint32',
  BigInt64Array: 'int64',
  BigUint64Array: 'uint64',
  Float16Array: 'float16',
  Float32Array: 'float32',
  Float64Array: 'float64',
};

const nameOf = (value) => (ArrayBuffer.isView(value) ? classOf(value) : undefined);

/** The name of a type, the array that has its elements, and how many numbers each of them is. */
export function typeOf(dtype) {
  const [ArrayOf, parts = 1] = (Object.hasOwn(TYPES, dtype) && TYPES[dtype]) || [];
  if (ArrayOf === undefined) throw new TypeError(`there is no type of elements ${describe(dtype)}`);
  return { dtype, ArrayOf, parts };
}

/** The type of an array's elements: the one that was given, if the array can have it. */
export function typeOfArray(array, dtype) {
  const name = nameOf(array);
  const own = DTYPES[name];
  if (dtype === undefined) {
    if (own !== undefined) return typeOf(own);
    const hint = Array.isArray(array) ? ', or say of which dtype the numbers are' : '';
    throw new TypeError(`an array must be a typed array${hint}, not ${describe(array)}`);
  }
  const type = typeOf(dtype);
  if (Array.isArray(array) || own === dtype || name === type.ArrayOf.name) return type;
  throw new TypeError(`elements of type ${dtype} must be in a ${type.ArrayOf.name}, not ${describe(array)}`);
}

/** A typed array of elements, and how many they are. */
export function elementsOf(array, dtype) {
  const type = typeOfArray(array, dtype);
  const numbers = Array.isArray(array) ? converted(array, type) : array;
  if (numbers.length % type.parts !== 0) throw new RangeError(`${numbers.length} numbers are not pairs`);
  return { type, bytes: new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength), count: numbers.length / type.parts };
}

/** Numbers of a list, which the type must have. */
function converted(list, { dtype, ArrayOf }) {
  const array = ArrayOf.from(list);
  const isFloat = ArrayOf === Float32Array || ArrayOf === Float64Array;
  const wrong = isFloat ? list.findIndex((number) => typeof number !== 'number') : array.findIndex((number, index) => number !== list[index]);
  if (wrong < 0) return array;
  const error = new RangeError(`${describe(list[wrong])} at index ${wrong} is not of the type ${dtype}`);
  error.index = wrong;
  throw error;
}
