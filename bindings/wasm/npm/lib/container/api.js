// All that containers have.

export { Corrupt, ModelMismatch, Truncated } from './errors.js';
export { BlobReader, Reader } from './reader.js';
export { Writer } from './writer.js';
