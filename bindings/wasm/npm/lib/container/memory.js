// Arrays that come from users, and whether there is memory for them.

import { describe } from '../native.js';
import { native } from './native.js';

/** Checks that there is memory for this number of bytes, and for the results computed from them. */
export function checkFits(bytes) {
  if (bytes > 2 ** 20 && !(3 * bytes < 2 ** 32 && native().fits(3 * bytes))) {
    throw new RangeError(`there is not enough memory for ${bytes} bytes`);
  }
}

/** The name of a class, also of one from another window. */
export const classOf = (value) => Object.prototype.toString.call(value).slice(8, -1);

/** Bytes in any kind of object. */
export function bytesOf(bytes) {
  const name = classOf(bytes);
  if (name === 'ArrayBuffer') return new Uint8Array(bytes);
  if (name !== 'Uint8Array') throw new TypeError(`a container must be a Uint8Array, not ${describe(bytes)}`);
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** Numbers in floating point: a Float32Array stays one, all else becomes a Float64Array. */
export function floatsOf(value, name) {
  const type = classOf(value);
  if (type === 'Float32Array' || type === 'Float64Array') return { numbers: value, isSingle: type === 'Float32Array' };
  if (ArrayBuffer.isView(value) && type !== 'DataView') return { numbers: Float64Array.from(value, Number), isSingle: false };
  if (!Array.isArray(value)) throw new TypeError(`the parameter ${name} must be an array of numbers, not ${describe(value)}`);
  const wrong = value.findIndex((number) => typeof number !== 'number');
  if (wrong < 0) return { numbers: Float64Array.from(value), isSingle: false };
  const error = new TypeError(`the parameter ${name} at index ${wrong} is ${describe(value[wrong])}, which is not a number`);
  error.index = wrong;
  throw error;
}
