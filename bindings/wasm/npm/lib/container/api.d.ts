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
 * Elements in C order. Truth values are bytes. Numbers of 8 or 16 bits without a typed array, such as `float16`, are their bits
 * in a `Uint8Array` or `Uint16Array`. A complex number is two numbers, one after the other.
 */
export type Elements = IntegerArray | Float32Array | Float64Array;

/** A chunk was encoded with different models: the parameters are not those of the encoder. */
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
  /** The name of the array; undefined if the damage is not in a chunk. */
  array: string | undefined;
  /** The number of the chunk. */
  chunk: number | undefined;
}

/** A container ends too early. */
export class Truncated extends RangeError {
  name: 'Truncated';
}

/** An object in the memory of WebAssembly, which `free` releases, or the garbage collector. */
type Dispose = SymbolConstructor extends { readonly dispose: infer D extends symbol } ? { [K in D]: () => void } : {};
export interface Owner extends Dispose {}
export declare abstract class Owner {
  /** Releases the memory now. Later calls of other methods are errors. */
  free(): void;
}

/** Options of an array. */
export interface ArrayOptions {
  /** The type of the elements; that of the typed array if left out. */
  dtype?: Dtype;
  /** The length of each axis, the slowest one first; one axis if left out. */
  shape?: readonly number[];
  /**
   * `'auto'` (default): a sample of the array chooses. `'raw'`: no compression. A model, or the text of one: the elements are
   * integers, and its symbols. All of these are lossless, for every bit pattern.
   */
  model?: 'auto' | 'raw' | Model | (string & {});
  /** The parameters that the model lacks, as for coders. */
  params?: Parameters;
  /** Whether the file contains these parameters. If not, `read` needs them, and checks a digest of them. */
  storeParameters?: boolean;
  /** The coder of a model: `'interleaved'` (default) is the fastest; the others take fewer bytes for short arrays. */
  coder?: 'interleaved' | 'ans' | 'range';
  /** The number of steps along the first axis in a chunk. A chunk can be read by itself. Default: about 1 MiB. */
  chunkRows?: number;
  /** A value for `JSON.stringify`. */
  metadata?: unknown;
  /** The metadata as JSON text, which is written unchanged. */
  metadataText?: string;
}

/** A piece of an array, or a piece with its parameters. */
export type Piece = Elements | { array: Elements; params?: Parameters };

/** Writes arrays to a container, one after the other. `finish` or `finishBlob` ends it. */
export class Writer extends Owner {
  /** Starts a container. */
  constructor();
  /**
   * Writes an array. After an error, the container is as before, except for unused bytes.
   *
   * @param array a typed array, or a list of numbers with a `dtype`; or an iterable of pieces with a `dtype` and a `shape`. All
   * pieces but the last are whole chunks. The first axis of the shape may be `undefined`: the pieces decide it. Only one piece
   * at a time is in the memory of WebAssembly.
   * @throws {RangeError} if the name is used already, a symbol is impossible, or lengths do not fit together.
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
  /** Ends the container, and returns it as a `Blob`, without concatenating its parts in memory. */
  finishBlob(): Blob;
}

/** The description of an array in a container. */
export interface Stored {
  readonly name: string;
  readonly dtype: Dtype;
  /** The length of each axis. */
  readonly shape: readonly number[];
  /** The number of elements. */
  readonly size: number;
  /** `'auto'`, `'raw'`, or the coder. */
  readonly coding: 'auto' | 'raw' | 'interleaved' | 'ans' | 'range';
  /** The text of the model; undefined for an array without a model. */
  readonly model: string | undefined;
  /** The names of the parameters that are not in the container. @throws {RangeError} if this version lacks the model. */
  readonly parameters: string[];
  /** The metadata that the array was written with. */
  readonly metadata: unknown;
  /** The same as a text of JSON. */
  readonly metadataText: string;
  /** The number of chunks. */
  readonly chunks: number;
  /** The number of bytes of all chunks in the file. */
  readonly compressedBytes: number;
  /**
   * The range of rows of all chunks that contain some of these rows. `read` needs the parameters of this range.
   *
   * @throws {RangeError} if chunks are not whole rows.
   */
  covering(rows: readonly [start: number, end: number]): [start: number, end: number];
}

/** Options of `read`. */
export interface ReadOptions {
  /** The parameters that are not in the container, of all elements; with `rows`, of those of `covering(rows)`. */
  params?: Parameters;
  /** The steps along the first axis to read, from `start` up to, but not including, `end`; default: all. */
  rows?: readonly [start: number, end: number];
}

/** An array of a container in memory. */
export interface StoredArray extends Stored {
  /**
   * Decodes the array, or some of its rows: elements in C order.
   *
   * @throws {ModelMismatch} if the parameters differ from those of the writer.
   * @throws {Corrupt} if a chunk is damaged.
   * @throws {RangeError} if parameters have the wrong length.
   */
  read(options?: ReadOptions): Elements;
}

/** An array of a container that is read by ranges. */
export interface BlobArray extends Stored {
  /** As `read` of a {@link StoredArray}; it reads only the chunks that it needs. @throws {Truncated} if one is missing. */
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

/** A source of ranges of bytes: a `Blob`, or `{ size, read }`, for example for a URL, where `read` sends a `Range` header. */
export type Source = Blob | { readonly size: number; read(start: number, end: number): Promise<Uint8Array | ArrayBuffer> };

/** Reads a container by ranges of its bytes: the header, the index, and the chunks that are needed. */
export class BlobReader extends Owner implements Iterable<BlobArray> {
  private constructor();
  /** Opens a container, in two or three reads; the first one reads the last 8192 bytes. @throws as the constructor of `Reader`. */
  static open(source: Source): Promise<BlobReader>;
  /** The names of the arrays, in the order in which they were written. */
  readonly names: string[];
  /** Whether there is an array of this name. */
  has(name: string): boolean;
  /** The array of a name. @throws {RangeError} if no array has the name. */
  array(name: string): BlobArray;
  [Symbol.iterator](): Iterator<BlobArray>;
}
