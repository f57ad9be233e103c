// All that the package has.

export { AdaptiveModel, adaptive } from './adaptive.js';
export { AnsCoder } from './ans.js';
export { QueueDecoder, QueueEncoder, StackCoder } from './bits.js';
export { decodeBytes, encodeBytes } from './bytes.js';
export { ChainCoder } from './chain.js';
export { Code, code } from './code.js';
export { CustomModel } from './custom.js';
export { InterleavedAnsCoder } from './interleaved.js';
export { Model, model } from './model.js';
export { RangeDecoder, RangeEncoder } from './range.js';
export { decodeBytesStream, encodeBytesStream } from './streams.js';

export const version = '0.6.0';
