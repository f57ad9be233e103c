import type { Bytes, IntegerArray, Model, Parameters } from '../api.js';

/** The types of elements, by the names of numpy and `ml_dtypes`. */
export type Dtype =
  | 'bool'
  | 'int8'
  | 'uint8'
  | 'int16'
  | 'uint16'
  | 'int32'
  | 'uint32'
  | 'int64'
  | 'uint64'
  | 'float16'
  | 'bfloat16'
  | 'float32'
  | 'float64'
  | 'float8_e4m3fn'
  | 'float8_e5m2'
  | 'float8_e4m3fnuz'
  | 'float8_e5m2fnuz'
  | 'complex64'
  | 'complex128';

/**
 * Elements in C order. Truth values are bytes; numbers of 8 and of 16 bits that have no array of their own, `float16`
 * among them, are bits in a `Uint8Array` or `Uint16Array`; a complex number is two numbers, one after the other.
 */
export type Elements = IntegerArray | Float32Array | Float64Array;

/** A chunk was encoded with other models: parameters differ from those of the encoder. */
export class ModelMismatch extends RangeError {
  name: 'ModelMismatch';
  /** The name of the array; undefined for chunks of Zarr. */
  array: string | undefined;
  /** The number of the chunk. */
  chunk: number | undefined;
  /** The elements of the chunk, counted in C order. */
  elements: { start: number; end: number } | undefined;
}

/** A part of a container is damaged. */
export class Corrupt extends RangeError {
  name: 'Corrupt';
  /** The name of the array; undefined if it is not a chunk that is damaged. */
  array: string | undefined;
  /** The number of the chunk. */
  chunk: number | undefined;
}

/** A container ends before it should. */
export class Truncated extends RangeError {
  name: 'Truncated';
}

/** What owns memory of WebAssembly: it is freed some time after the last reference to it is gone, or by `free`. */
type Dispose = SymbolConstructor extends { readonly dispose: infer D extends symbol } ? { [K in D]: () => void } : {};
export interface Owner extends Dispose {}
export declare abstract class Owner {
  /** Frees the memory now. Every later call of a method is an error, but for this one. */
  free(): void;
}

/** Options of an array. */
export interface ArrayOptions {
  /** The type of the elements; that of the typed array if left out. */
  dtype?: Dtype;
  /** The length of each axis, the slowest one first; one axis if left out. */
  shape?: readonly number[];
  /**
   * A model whose symbols are the integers of the array, or the text of one; or `'auto'` (default), to choose among what the
   * library has by a sample; or `'raw'`. All of them are without loss, for every bit pattern.
   */
  model?: 'auto' | 'raw' | Model | (string & {});
  /** The parameters that the model lacks, as for coders. */
  params?: Parameters;
  /** Whether these parameters are in the file. If not, they must be given to read the array; the file has a digest of them. */
  storeParameters?: boolean;
  /** With a model: `'interleaved'` (default) is the fastest one; the others take fewer bytes for short arrays. */
  coder?: 'interleaved' | 'ans' | 'range';
  /** How many steps along the first axis are a chunk, which is what can be read by itself; about 1 MiB if left out. */
  chunkRows?: number;
  /** Anything that `JSON.stringify` takes. */
  metadata?: unknown;
  /** The same as a text of JSON, which is written as it is. */
  metadataText?: string;
}

/** A piece of an array, or a piece with its parameters. */
export type Piece = Elements | { array: Elements; params?: Parameters };

/** Writes arrays to a container, one after the other. `finish` or `finishBlob` ends it. */
export class Writer extends Owner {
  /** Starts a container. */
  constructor();
  /**
   * Writes an array. After an error, the container is as without this call, but for bytes that are not used.
   *
   * @param array a typed array, or a list of numbers with a `dtype`; or an iterable of pieces, of which all but the last
   * are whole chunks, with a `dtype` and a `shape` whose first axis may be `undefined`: what comes decides it. Of an
   * array in pieces, one piece at a time is in the memory of WebAssembly.
   * @throws {RangeError} if there is an array of this name, a symbol is impossible, or lengths do not fit together.
   * @throws {TypeError} if an argument is of the wrong kind.
   */
  write(name: string, array: Elements | readonly number[], options?: ArrayOptions): void;
  write(
    name: string,
    pieces: Iterable<Piece>,
    options: Omit<ArrayOptions, 'shape'> & { dtype: Dtype; shape: readonly (number | undefined)[] },
  ): void;
  /** The number of bytes so far. */
  readonly bytesWritten: number;
  /** Ends the container, and returns it. */
  finish(): Bytes;
  /** Ends the container, and returns it without putting its parts together. */
  finishBlob(): Blob;
}

/** What a container says of an array. */
export interface Stored {
  readonly name: string;
  readonly dtype: Dtype;
  /** The length of each axis. */
  readonly shape: readonly number[];
  /** The number of elements. */
  readonly size: number;
  /** `'auto'`, `'raw'`, or the coder. */
  readonly coding: 'auto' | 'raw' | 'interleaved' | 'ans' | 'range';
  /** The text of the model, if there is one. */
  readonly model: string | undefined;
  /** The names of the parameters that are not in the container. @throws {RangeError} if this version lacks the model. */
  readonly parameters: string[];
  /** What was said of the array when it was written. */
  readonly metadata: unknown;
  /** The same as a text of JSON. */
  readonly metadataText: string;
  /** The number of chunks. */
  readonly chunks: number;
  /** The number of bytes of all chunks in the file. */
  readonly compressedBytes: number;
  /**
   * The rows of all chunks that have some of these rows: those that parameters are needed for.
   *
   * @throws {RangeError} if chunks are not whole rows.
   */
  covering(rows: readonly [start: number, end: number]): [start: number, end: number];
}

/** How an array is read. */
export interface ReadOptions {
  /** The parameters that are not in the container, of all elements; with `rows`, of those of `covering(rows)`. */
  params?: Parameters;
  /** The steps along the first axis that are wanted, from `start` up to `end`; all if left out. */
  rows?: readonly [start: number, end: number];
}

/** An array of a container in memory. */
export interface StoredArray extends Stored {
  /**
   * Decodes the array, or some of its rows: elements in C order.
   *
   * @throws {ModelMismatch} if the parameters are not those that the array was written with.
   * @throws {Corrupt} if a chunk is damaged.
   * @throws {RangeError} if parameters have another length.
   */
  read(options?: ReadOptions): Elements;
}

/** An array of a container that is read by ranges. */
export interface BlobArray extends Stored {
  /** As `read` of a {@link StoredArray}, which reads the chunks that it needs and nothing else; `Truncated` if they are not there. */
  read(options?: ReadOptions): Promise<Elements>;
}

/** Reads a container from bytes. */
export class Reader extends Owner implements Iterable<StoredArray> {
  /**
   * @param container all of the container.
   * @throws {Truncated} if it ends too early.
   * @throws {Corrupt} if the index is damaged.
   * @throws {RangeError} if it is not a container, or one of a later version.
   */
  constructor(container: Uint8Array | ArrayBuffer);
  /** The names of the arrays, in the order in which they were written. */
  readonly names: string[];
  /** Whether there is an array of this name. */
  has(name: string): boolean;
  /** The array of a name. @throws {RangeError} if no array has the name. */
  array(name: string): StoredArray;
  [Symbol.iterator](): Iterator<StoredArray>;
}

/** What gives ranges of bytes: a `Blob` is one. A file at a URL is `{ size, read }`, where `read` asks with `Range`. */
export type Source = Blob | { readonly size: number; read(start: number, end: number): Promise<Uint8Array | ArrayBuffer> };

/** Reads a container by ranges of its bytes: the header, the index, and the chunks that are needed. */
export class BlobReader extends Owner implements Iterable<BlobArray> {
  private constructor();
  /** Opens a container: in two or three reads, of which the first has the last 8192 bytes. It fails as `Reader` does. */
  static open(source: Source): Promise<BlobReader>;
  /** The names of the arrays, in the order in which they were written. */
  readonly names: string[];
  /** Whether there is an array of this name. */
  has(name: string): boolean;
  /** The array of a name. @throws {RangeError} if no array has the name. */
  array(name: string): BlobArray;
  [Symbol.iterator](): Iterator<BlobArray>;
}
