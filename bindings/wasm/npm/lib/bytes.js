// Messages of bytes.

import { bytesOf, integerOf, optionsOf } from './arrays.js';
import { native } from './native.js';

/** The longest message by default. */
const MAX_LENGTH = 2 ** 30;

export function encodeBytes(bytes, options = {}) {
  const { order = 0 } = optionsOf(options, ['order'], 'options of encodeBytes');
  return native().encode_bytes(bytesOf(bytes, 'the bytes to encode'), integerOf(order, 'order', 0, 1));
}

export function decodeBytes(compressed, maxLength = MAX_LENGTH) {
  const { decode_bytes: decode } = native();
  return decode(bytesOf(compressed), integerOf(maxLength, 'maxLength', 0, 2 ** 32 - 1));
}
