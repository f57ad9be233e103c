// Messages of bytes.

import type { Bytes } from './types.js';

/**
 * Encodes bytes by how often each of them occurs, in blocks of 2^20.
 *
 * @param options `order`: with 1, a byte is coded by how often it follows the byte before it, in blocks that get shorter by
 * that. Text takes about three quarters of the bytes, and twice the time to encode.
 */
export function encodeBytes(bytes: Uint8Array | ArrayBuffer, options?: { order?: 0 | 1 }): Bytes;

/**
 * Decodes what `encodeBytes` returned.
 *
 * @param maxLength the most bytes that it may be; 2^30 if left out.
 * @throws {RangeError} if the data is corrupt, or there are more bytes.
 */
export function decodeBytes(compressed: Uint8Array | ArrayBuffer, maxLength?: number): Bytes;
