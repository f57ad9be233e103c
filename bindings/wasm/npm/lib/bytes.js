// Messages of bytes.

import { bytesOf, integerOf } from './arrays.js';
import { native } from './native.js';

/** The longest message by default. */
const MAX_LENGTH = 2 ** 30;

export function encodeBytes(bytes) {
  return native().encode_bytes(bytesOf(bytes, 'the bytes to encode'));
}

export function decodeBytes(compressed, maxLength = MAX_LENGTH) {
  const { decode_bytes: decode } = native();
  return decode(bytesOf(compressed), integerOf(maxLength, 'maxLength', 0, 2 ** 32 - 1));
}
