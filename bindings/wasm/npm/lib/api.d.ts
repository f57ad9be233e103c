// The exports of the package.

export { AdaptiveModel, adaptive, type AnyContexts, type BitLearning, type Contexts } from './adaptive.js';
export { AnsCoder } from './ans.js';
export { QueueDecoder, QueueEncoder, StackCoder } from './bits.js';
export { decodeBytes, encodeBytes } from './bytes.js';
export type { AnyModel, Decoded, DigestOptions, FixedModel, Rest } from './calls.js';
export { ChainCoder } from './chain.js';
export { Code, code } from './code.js';
export { CustomModel, type CustomOptions } from './custom.js';
export { InterleavedAnsCoder } from './interleaved.js';
export {
  Model,
  model,
  type BoundedFamily,
  type BoundedOptions,
  type CategoricalOptions,
  type Family,
  type Given,
  type Lacking,
  type ModelOptions,
  type Parameters,
  type ParametersOf,
  type QuantizationOptions,
} from './model.js';
export { Owner } from './owner.js';
export { RangeDecoder, RangeEncoder } from './range.js';
export { decodeBytesStream, encodeBytesStream, type BytesTransform } from './streams.js';
export type { Bytes, Doubles, IntegerArray, Integers, Numbers, Symbols, Words } from './types.js';

/** The version of the package. */
export const version: string;
