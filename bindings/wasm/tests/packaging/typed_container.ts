// Uses every type of containers and of the codec of Zarr; is compiled, not run.

import { model } from 'constriction';
import { BlobReader, Corrupt, ModelMismatch, Reader, Truncated, Writer } from 'constriction/container';
import type { BlobArray, Dtype, Elements, Piece, Source, StoredArray } from 'constriction/container';
import { init } from 'constriction/container/url';
import { register } from 'constriction/zarr';

const writer = new Writer();
const gaussian = model.quantizedGaussian({ min: -100, max: 100 });
writer.write('y', Int8Array.of(1), { model: gaussian, params: { mean: [1], std: 2 }, storeParameters: true, coder: 'ans' });
writer.write('x', [1, 2], { dtype: 'bfloat16', shape: [1, 2], chunkRows: 1, metadata: { a: 1 } });
const pieces: Piece[] = [Int8Array.of(1), { array: Int8Array.of(2), params: { mean: 1 } }];
writer.write('z', pieces, { dtype: 'int8', shape: [undefined], model: 'QuantizedGaussian(-9, 9, std=1.0)' });
const length: number = writer.bytesWritten;
new Blob([writer.finish()]);

const reader = new Reader(new ArrayBuffer(3));
const array: StoredArray = reader.array('y');
const elements: Elements = array.read({ params: { mean: 1 }, rows: [0, 1] });
const [start, end]: [number, number] = array.covering([0, 1]);
const dtype: Dtype = array.dtype;
const names: string[] = [...reader].map(({ name, parameters }) => name + parameters.join());
reader.free();

const source: Source = { size: 3, read: async (start, end) => new Uint8Array(end - start) };
const later: Promise<Elements> = BlobReader.open(new Blob()).then((reader) => reader.array('y')).then((array: BlobArray) => array.read());
BlobReader.open(source).catch((error: unknown) => {
  if (error instanceof ModelMismatch) console.log(error.elements?.start, error.chunk);
  else if (error instanceof Corrupt) console.log(error.array);
  else if (error instanceof Truncated) console.log(error.message);
});
init().then(() => register(new Map<string, () => any>()));

// @ts-expect-error there is no such type
writer.write('x', [1], { dtype: 'int7' });
// @ts-expect-error pieces need a shape
writer.write('z', pieces, { dtype: 'int8' });
// @ts-expect-error a reader by ranges is opened
new BlobReader(new Blob());

export { dtype, elements, end, later, length, names, start };
