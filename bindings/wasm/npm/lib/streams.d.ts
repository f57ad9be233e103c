// Streams of bytes, in blocks.

/** A `TransformStream`, where TypeScript knows one: of the DOM, or of Node. */
export type BytesTransform = typeof globalThis extends { TransformStream: { prototype: infer T } } ? T : object;

/**
 * A `TransformStream` that encodes bytes in blocks, so that memory holds one block: `readable.pipeThrough(…)`.
 *
 * @param options `blockSize`: the bytes of a block, 1 to 2^30; 2^20 if left out. Smaller blocks come out sooner, and are
 * larger together. `order`: as of `encodeBytes`.
 */
export function encodeBytesStream(options?: { blockSize?: number; order?: 0 | 1 }): BytesTransform;

/**
 * A `TransformStream` that decodes what `encodeBytesStream` made, from chunks of any size. It fails with a RangeError if the
 * data is corrupt or was cut off.
 *
 * @param options `maxBlock`: the most bytes that a block may have; 2^30 if left out.
 */
export function decodeBytesStream(options?: { maxBlock?: number }): BytesTransform;
