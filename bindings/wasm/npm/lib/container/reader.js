// Reading containers: from bytes, or from anything that gives ranges of bytes.

import { integerOf, optionsOf } from '../arrays.js';
import { describe } from '../native.js';
import { typeOf } from './elements.js';
import { translated, Truncated } from './errors.js';
import { bytesOf, checkFits } from './memory.js';
import { lackingOf, native, objectOf, Owner } from './native.js';
import { parametersOf, paramsOf } from './parameters.js';

/** The number of bytes at the end that are read first: the index of most files is in them. */
const TAIL = 8192;

// Reading is a generator, which yields the range of bytes that it needs next, and gets these bytes. So there is one
// of each, for bytes that are there and for bytes that are waited for.

/** Opens a container. */
function* opening(size) {
  const index = new (native().ContainerIndex)(size);
  try {
    const tail = Math.max(0, size - TAIL);
    index.add(tail, yield [tail, size]);
    for (;;) {
      const arrays = translated(() => index.open());
      if (arrays !== undefined) return arrays;
      const [start, end] = [index.wanted_start(), index.wanted_end()];
      index.add(start, yield [start, end]);
    }
  } finally {
    index.free();
  }
}

/** Reads some elements of an array. */
function* reading(object, type, params, covering, start, end) {
  const { ArrayOf, parts } = type;
  const out = new ArrayOf((end - start) * parts);
  const length = object.chunk_len();
  for (let from = covering.start; from < covering.end; from += length) {
    const to = Math.min(covering.end, from + length);
    const chunk = from / length;
    const bytes = yield object.chunk_bytes(chunk);
    checkFits(bytes.length + (to - from) * parts * ArrayOf.BYTES_PER_ELEMENT);
    const parameters = parametersOf(params, from - covering.start, to - covering.start);
    const decoded = new ArrayOf(translated(() => object.decode(chunk, bytes, parameters)).buffer);
    const first = Math.max(start, from);
    const part = decoded.subarray((first - from) * parts, (Math.min(end, to) - from) * parts);
    out.set(part, (first - start) * parts);
  }
  return out;
}

/** Reads from bytes. */
function readNow(steps, bytes) {
  try {
    let step = steps.next();
    while (!step.done) step = steps.next(bytes.subarray(...step.value));
    return step.value;
  } finally {
    steps.return();
  }
}

/** Reads from a source of ranges. */
async function readLater(steps, source) {
  try {
    let step = steps.next();
    while (!step.done) {
      const [start, end] = step.value;
      const bytes = start < end ? bytesOf(await source.read(start, end)) : new Uint8Array();
      if (bytes.length !== end - start) throw new Truncated(`the source has no bytes from ${start + bytes.length} to ${end}`);
      step = steps.next(bytes);
    }
    return step.value;
  } finally {
    steps.return();
  }
}

/** A `Blob`, or anything that reads ranges, as a source. */
function sourceOf(source) {
  if (typeof source?.size === 'number' && typeof source.read === 'function') return source;
  if (typeof source?.size === 'number' && typeof source.slice === 'function') {
    return { size: source.size, read: (start, end) => source.slice(start, end).arrayBuffer() };
  }
  throw new TypeError(`a container is read from a Blob, or an object with size and read, not ${describe(source)}`);
}

/** An array of a container. */
class Stored {
  #owner;
  #index;
  #run;

  constructor(owner, index, run) {
    this.#owner = owner;
    this.#index = index;
    this.#run = run;
    const object = this.#object();
    this.name = object.name();
    this.dtype = object.dtype();
    this.shape = Array.from(object.shape());
    this.size = object.elements();
    this.coding = object.coding();
    this.model = object.model();
    this.metadataText = object.metadata();
    this.chunks = object.chunks();
    this.compressedBytes = object.compressed_len();
    Object.freeze(this.shape);
  }

  #object() {
    return objectOf(this.#owner, this.#index);
  }

  #lacking() {
    const object = this.#object();
    return translated(() => lackingOf(object.parameters(), object.vectors()));
  }

  get parameters() {
    return this.#lacking().map(({ name }) => name);
  }

  get metadata() {
    return this.metadataText === '' ? undefined : JSON.parse(this.metadataText);
  }

  /** The number of elements of a step along the first axis. */
  get #row() {
    return this.shape.slice(1).reduce((product, length) => product * length, 1);
  }

  /** The elements of some rows. */
  #elements(rows) {
    if (rows === undefined) return [0, this.size];
    if (!Array.isArray(rows) || rows.length !== 2) throw new TypeError(`rows must be [start, end], not ${describe(rows)}`);
    if (this.shape.length === 0) throw new RangeError('the array has no rows');
    const end = integerOf(rows[1], 'the end of rows', 0, this.shape[0]);
    const start = integerOf(rows[0], 'the start of rows', 0, end);
    return [start * this.#row, end * this.#row];
  }

  /** The elements of all chunks that have some of these. */
  #covering(start, end) {
    if (start === end) return { start, end: start };
    const length = this.#object().chunk_len();
    return { start: Math.floor(start / length) * length, end: Math.min(this.size, Math.ceil(end / length) * length) };
  }

  covering(rows) {
    const { start, end } = this.#covering(...this.#elements(rows));
    const row = this.#row;
    if (row === 0 || start % row !== 0 || end % row !== 0) throw new RangeError('the chunks of this array are not whole rows');
    return [start / row, end / row];
  }

  read(options = {}) {
    return this.#run(() => {
      const { params, rows } = optionsOf(options, ['params', 'rows'], 'options of read');
      const [start, end] = this.#elements(rows);
      const covering = this.#covering(start, end);
      const given = paramsOf(this.#lacking(), params, covering.end - covering.start);
      return reading(this.#object(), typeOf(this.dtype), given, covering, start, end);
    });
  }
}

/** The common base of readers. */
class AnyReader extends Owner {
  #arrays;

  constructor(objects, run) {
    super(objects);
    const arrays = objects.map((_, index) => new Stored(this, index, run));
    this.#arrays = new Map(arrays.map((array) => [array.name, array]));
  }

  get names() {
    return [...this.#arrays.keys()];
  }

  has(name) {
    return this.#arrays.has(name);
  }

  array(name) {
    const array = this.#arrays.get(name);
    if (array === undefined) throw new RangeError(`there is no array ${describe(name)}`);
    return array;
  }

  [Symbol.iterator]() {
    return this.#arrays.values();
  }
}

export class Reader extends AnyReader {
  constructor(container) {
    const bytes = bytesOf(container);
    super(readNow(opening(bytes.length), bytes), (start) => readNow(start(), bytes));
  }
}

export class BlobReader extends AnyReader {
  constructor(objects, run) {
    if (!Array.isArray(objects)) throw new TypeError('a BlobReader is made by BlobReader.open');
    super(objects, run);
  }

  static async open(from) {
    const source = sourceOf(from);
    const objects = await readLater(opening(source.size), source);
    return new BlobReader(objects, async (start) => readLater(start(), source));
  }
}
