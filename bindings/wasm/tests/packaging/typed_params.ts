// Parameters that are missing or have other names do not compile; is compiled, not run.

import { adaptive, AnsCoder, ChainCoder, CustomModel, Model, model, RangeDecoder, RangeEncoder } from 'constriction';
import { decodeBytesStream, encodeBytes, encodeBytesStream, type Parameters } from 'constriction';

const bounds = { min: -100, max: 100 };
const gaussian: Model<'mean' | 'std'> = model.quantizedGaussian({ min: -100, max: 100 });
const fixedStd: Model<'mean'> = model.quantizedGaussian({ ...bounds, std: 2 });
const complete: Model<never> = model.quantizedGaussian({ ...bounds, mean: 0, std: 2, precision: 20, float: 'f32' });
const rows: Model<'probabilities'> = model.categorical({ quantization: 'integer' });
const likely: Model<'ids' | 'probabilities'> = model.topK({ vocabulary: 1000 });
const tables: Model<'indexes'> = model.cdfTable({ tables: [{ cumulative: [0, 65536] }] });
const coins: Model<'p'> = model.bernoulli();
const any: Model = gaussian;

const coder = new AnsCoder();
coder.encodeReverse([1, 2], gaussian, { mean: [1, 2], std: new Float32Array(2) });
coder.encodeReverse([1, 2], fixedStd, { mean: 3 });
coder.encodeReverse([1, 2], complete);
coder.encodeSymbol(1, gaussian, { mean: 1, std: 2 });
coder.encodeReverse([0], rows, { probabilities: [0.5, 0.5] });
coder.encodeReverse([0], likely, { ids: [1], probabilities: [0.5] });
coder.encodeReverse([0], tables, { indexes: [0] });
const given: Parameters = { mean: 1, std: 2 };
// A model whose parameters are not known takes what it is given.
coder.encodeReverse([1], any, given);
coder.encodeReverse([1], any);
coder.encodeReverse([1], Model.parse('Uniform(6)'));
const bytes: Uint8Array = coder.decode(new Uint8Array(2), gaussian, { mean: 1, std: 2 });
const integers: Int32Array = coder.decode(2, adaptive.nibbles());
const names: ('mean' | 'std')[] = gaussian.parameters;
gaussian.costBits([1], { mean: 1, std: 2 });
complete.interval(1);

const triangle: CustomModel = new CustomModel({ min: 0, max: 20, cdf: (x) => Math.min(Math.max(x / 20, 0), 1) });
const shaped: CustomModel<'shape'> = new CustomModel({ min: 0, max: 20, cdf: (x, shape = 1) => x * shape, parameters: ['shape'] });
coder.encodeReverse([7], triangle);
new ChainCoder([1, 2, 3]).decode(1, shaped, { shape: 2 });

const encoder = new RangeEncoder();
encoder.encodeInterval([0, 3], new Uint32Array(2), 2);
encoder.encodeInterval(0, 3, 2);
const quantile: number = new RangeDecoder([1]).quantile(2);
coder.advance(0, 3, 2);
encodeBytes(bytes, { order: 1 });
new Blob([]).stream().pipeThrough(encodeBytesStream({ blockSize: 1024, order: 1 })).pipeThrough(decodeBytesStream());

// @ts-expect-error there are no parameters
coder.encodeReverse([1, 2], gaussian);
// @ts-expect-error std is missing
coder.encodeReverse([1, 2], gaussian, { mean: [1, 2] });
// @ts-expect-error these are other names
coder.encodeReverse([1, 2], gaussian, { mu: 1, sigma: 2 });
// @ts-expect-error one name too many
coder.encodeReverse([1, 2], gaussian, { mean: 1, std: 2, loc: 3 });
// @ts-expect-error the same holds for one symbol
coder.encodeSymbol(1, gaussian, { mean: 1 });
// @ts-expect-error and for decoding
coder.decode(2, gaussian, { mean: 1 });
// @ts-expect-error and for one symbol of it
coder.decodeSymbol(gaussian);
// @ts-expect-error a model that has all its parameters takes none
coder.encodeReverse([1], complete, { mean: 1 });
// @ts-expect-error the standard deviation is fixed
coder.encodeReverse([1], fixedStd, { mean: 1, std: 2 });
// @ts-expect-error a statistic needs them, too
gaussian.entropy({ mean: 1 });
// @ts-expect-error a parameter is a number or an array
coder.encodeSymbol(1, gaussian, { mean: '1', std: 2 });
// @ts-expect-error this model lacks more
const narrower: Model<'mean'> = gaussian;
// @ts-expect-error contexts are no parameters
coder.decode(2, adaptive.nibbles(), { mean: 1 });
// @ts-expect-error a custom model has names, too
coder.encodeReverse([7], shaped, { scale: 2 });
// @ts-expect-error chain coders take no model that learns
new ChainCoder([1, 2, 3]).decode(1, adaptive.nibbles());
// @ts-expect-error the family has no such parameter
model.bernoulli({ q: 0.5 });
// @ts-expect-error these are all there are
encodeBytes(bytes, { order: 2 });

export { coins, integers, names, narrower, quantile };
