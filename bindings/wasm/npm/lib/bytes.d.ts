// Messages of bytes.

import type { Bytes } from './types.js';

/**
 * Encodes bytes with tables of how often each byte occurs, in blocks of 2^20 bytes.
 *
 * @param options `order`: 1 uses the byte before as context, for blocks that get shorter that way. Text then takes about three
 * quarters of the bytes, and twice the time to encode.
 */
export function encodeBytes(bytes: Uint8Array | ArrayBuffer, options?: { order?: 0 | 1 }): Bytes;

/**
 * Decodes the bytes that `encodeBytes` encoded.
 *
 * @param maxLength the largest length of the result; default: 2^30.
 * @throws {RangeError} if the data is corrupt, or the result would be longer.
 */
export function decodeBytes(compressed: Uint8Array | ArrayBuffer, maxLength?: number): Bytes;
