// Writing containers.

import { integerOf, optionsOf } from '../arrays.js';
import { describe } from '../native.js';
import { elementsOf, typeOf, typeOfArray } from './elements.js';
import { translated } from './errors.js';
import { checkFits } from './memory.js';
import { modelOf, native, objectOf, Owner, taken } from './native.js';
import { parametersOf, paramsOf } from './parameters.js';

const OPTIONS = ['dtype', 'shape', 'model', 'params', 'storeParameters', 'coder', 'chunkRows', 'metadata', 'metadataText'];
const CODERS = ['interleaved', 'ans', 'range'];

/** The length of each axis, and whether that of the first is not known yet. */
function shapeOf(shape) {
  if (!Array.isArray(shape)) throw new TypeError(`a shape must be an array of integers, not ${describe(shape)}`);
  const isOpen = shape.length > 0 && shape[0] === undefined;
  const lengths = shape.map((length, axis) => (axis === 0 && isOpen ? 0 : integerOf(length, 'the length of an axis', 0, Number.MAX_SAFE_INTEGER)));
  return { lengths: Float64Array.from(lengths), isOpen };
}

function chunkLen(chunkRows, { lengths, isOpen }) {
  if (chunkRows === undefined) return undefined;
  integerOf(chunkRows, 'chunkRows', 1, Number.MAX_SAFE_INTEGER);
  const row = Math.max(1, lengths.slice(1).reduce((product, length) => product * length, 1));
  const most = isOpen ? chunkRows : Math.max(1, lengths[0] ?? 1);
  return row * Math.min(chunkRows, most);
}

function metadataOf({ metadata, metadataText }) {
  if (metadataText === undefined) return metadata === undefined ? '' : JSON.stringify(metadata);
  if (metadata !== undefined) throw new TypeError('metadata are a value or a text, not both');
  if (typeof metadataText !== 'string') throw new TypeError(`metadataText must be a text, not ${describe(metadataText)}`);
  return metadataText;
}

/** The pieces for Rust: one piece of an array after the other, with its parameters. */
class Pieces {
  #iterator;
  #dtype;
  #lacking;
  #params;
  #piece;
  #parameters;

  constructor(iterator, dtype, lacking, params) {
    this.#iterator = iterator;
    this.#dtype = dtype;
    this.#lacking = lacking;
    this.#params = params;
  }

  /** Goes to the next piece. All checks are here, as an error of this call alone reaches the caller through Rust. */
  next() {
    const { value, done } = this.#iterator.next();
    if (done) return false;
    const isPair = !ArrayBuffer.isView(value) && !Array.isArray(value);
    const { array, params = this.#params } = isPair ? optionsOf(value, ['array', 'params'], 'parts of a piece') : { array: value };
    const { bytes, count } = elementsOf(array, this.#dtype);
    checkFits(bytes.length);
    this.#parameters = parametersOf(paramsOf(this.#lacking, params, count), 0, count);
    this.#piece = bytes;
    return true;
  }

  bytes() {
    return this.#piece;
  }

  parameters() {
    return this.#parameters;
  }
}

export class Writer extends Owner {
  /** The parts that were written, without those that Rust still has. */
  #parts = [];
  #length = 0;

  constructor() {
    super([translated(() => new (native().ContainerWriter)())]);
    this.#keep(objectOf(this).take());
  }

  write(name, array, options = {}) {
    const object = objectOf(this);
    if (typeof name !== 'string') throw new TypeError(`the name of an array must be a text, not ${describe(name)}`);
    const { dtype, shape, model = 'auto', params, storeParameters = false, coder, chunkRows, ...rest } = optionsOf(options, OPTIONS, 'options of an array');
    const isWhole = ArrayBuffer.isView(array) || Array.isArray(array);
    if (!isWhole && typeof array?.[Symbol.iterator] !== 'function') {
      throw new TypeError(`an array must be a typed array, or an iterable of them, not ${describe(array)}`);
    }
    if (!isWhole && (dtype === undefined || shape === undefined)) throw new TypeError('an array in pieces needs a dtype and a shape');
    const type = isWhole ? typeOfArray(array, dtype) : typeOf(dtype);
    const axes = shapeOf(shape ?? [elementsOf(array, dtype).count]);
    const length = chunkLen(chunkRows, axes);
    const metadata = metadataOf(rest);
    if (typeof storeParameters !== 'boolean') throw new TypeError(`storeParameters must be true or false, not ${describe(storeParameters)}`);
    if (coder !== undefined && !CODERS.includes(coder)) throw new RangeError(`the coder must be one of ${CODERS.join(', ')}, not ${describe(coder)}`);

    const isNamed = model === 'auto' || model === 'raw';
    if (isNamed && (params !== undefined || storeParameters || coder !== undefined)) throw new TypeError('parameters and a coder are for a model');
    const { object: text, lacking } = isNamed ? { lacking: [] } : modelOf(model);
    const iterator = (isWhole ? [array] : array)[Symbol.iterator]();
    const pieces = new Pieces(iterator, type.dtype, lacking, params);
    const how = isNamed ? model : (coder ?? 'interleaved');
    try {
      translated(() => object.write(name, type.dtype, axes.lengths, axes.isOpen, length, metadata, text, how, storeParameters, pieces));
    } finally {
      iterator.return?.();
      this.#keep(object.take());
    }
  }

  #keep(bytes) {
    this.#parts.push(bytes);
    this.#length += bytes.length;
  }

  get bytesWritten() {
    return this.#length;
  }

  /** The parts of the container, which is at its end. */
  #finished() {
    const object = taken(this);
    this.#keep(translated(() => object.finish()));
    return this.#parts;
  }

  finish() {
    const parts = this.#finished();
    const bytes = new Uint8Array(this.#length);
    let end = 0;
    for (const part of parts) {
      bytes.set(part, end);
      end += part.length;
    }
    return bytes;
  }

  finishBlob() {
    return new Blob(this.#finished());
  }
}
