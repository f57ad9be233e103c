// A container that is written and read by ranges, as users' bundlers get it.

import { model } from 'constriction';
import { BlobReader, ModelMismatch, Writer } from 'constriction/container';

const symbols = Int16Array.of(3, -1, 4, 1, -5);
const weights = Float32Array.from({ length: 5000 }, (_, index) => Math.sin(index));
const gaussian = model.quantizedGaussian({ min: -9, max: 9 });
const writer = new Writer();
writer.write('y', symbols, { model: gaussian, params: { mean: 0, std: 3 } });
writer.write('weights', weights, { chunkRows: 1000 });
const reader = await BlobReader.open(writer.finishBlob());
const y = await reader.array('y').read({ params: { mean: 0, std: 3 } });
const some = await reader.array('weights').read({ rows: [2500, 2510] });
const error = await reader.array('y').read({ params: { mean: 0, std: 4 } }).catch((error) => error);

globalThis.result = `${y} ${some.every((number, index) => number === weights[2500 + index])} ${error instanceof ModelMismatch}`;
