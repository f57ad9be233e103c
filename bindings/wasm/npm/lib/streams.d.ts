// Streams of bytes, in blocks.

/** A `TransformStream` of the DOM or of Node, if TypeScript has its type. */
export type BytesTransform = typeof globalThis extends { TransformStream: { prototype: infer T } } ? T : object;

/**
 * A `TransformStream` that encodes bytes in blocks, so that memory holds one block: `readable.pipeThrough(…)`.
 *
 * @param options `blockSize`: the number of bytes in a block, 1 to 2^30; default: 2^20. Smaller blocks are ready sooner, but
 * compress less. `order`: as in `encodeBytes`.
 */
export function encodeBytesStream(options?: { blockSize?: number; order?: 0 | 1 }): BytesTransform;

/**
 * A `TransformStream` that decodes the data of `encodeBytesStream`, in chunks of any size. It fails with a RangeError if the
 * data is corrupt or truncated.
 *
 * @param options `maxBlock`: the largest number of bytes in a block; default: 2^30.
 */
export function decodeBytesStream(options?: { maxBlock?: number }): BytesTransform;
