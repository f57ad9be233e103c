// Uses every type of the package; is compiled, not run.

import { AdaptiveModel, adaptive, type AnyContexts, type Contexts } from 'constriction';
import { AnsCoder, ChainCoder, Code, code, decodeBytes, encodeBytes, InterleavedAnsCoder, Model, model } from 'constriction';
import { QueueEncoder, RangeEncoder, StackCoder, version, type Parameters, type Symbols } from 'constriction';
import { init, wasmUrl } from 'constriction/url';

const gaussian: Model = model.quantizedGaussian({ min: -100, max: 100, precision: 20, zeroProbability: 'escape' });
const parameters: Parameters = { mean: new Float32Array(3), std: [1, 2, 3] };
const symbols: Symbols = [1n, 2, 3];

const coder = new AnsCoder();
coder.encodeReverse(symbols, gaussian, parameters);
const whole: Int32Array = coder.decode(3, gaussian, parameters);
const large: BigInt64Array = coder.decode(new BigInt64Array(3), gaussian, parameters);
const { position, state }: { position: number; state: bigint } = coder.pos();
coder.seek({ position, state });
const one: number = coder.decodeSymbol(model.uniform({ size: 6 }));
coder.free();

const lanes: number | undefined = new InterleavedAnsCoder(undefined, { lanes: 8 }).lanes;

const encoder = new RangeEncoder();
const digest: bigint = new ChainCoder([1, 2, 3], { digest: true }).digest() + AnsCoder.fromBinary([0], { digest: true }).digest();
const held: number | undefined = encoder.state.held?.count;
const [rest, remainders]: Uint32Array[] = new ChainCoder([1, 2, 3], { seal: true }).getRemainders();
const golomb: Code = code.golomb({ divisor: 5n });
const queue = new QueueEncoder();
queue.encode(new Uint8Array(3), golomb);
new StackCoder(queue.getCompressed()).decode(new Uint16Array(1), golomb);
const bytes: Uint8Array = decodeBytes(encodeBytes(Uint8Array.of(1, 2)), 100);
const tables: Model = model.cdfTable({ tables: [{ cumulative: [0, 65536], offset: -3 }] });
init(wasmUrl()).then(() => console.log(version.toUpperCase()));

// What these take is not shared memory.
new Blob([coder.toBytes(), encodeBytes(bytes), decodeBytes(bytes)]);
fetch('https://example.org', { method: 'POST', body: encoder.toBytes() });
crypto.subtle.digest('SHA-256', coder.getCompressed());
coder.checkEnd();
const text: string = gaussian.toJSON();
const numbers: string | number[] = coder.toJSON();

const learner: AdaptiveModel = adaptive.bitTree({ bits: 3, rate: [4, 7], numContexts: 8 });
const order: Contexts = { order: 1, shift: 0 };
encoder.encode(symbols, learner, order);
encoder.encodeSymbol(3, adaptive.bernoulli({ limit: 255 }));
const inputs: AnyContexts = [order, { leftTop: 3 }, 'word', [1, 2, 3], 5];
const learned: Uint8Array = encoder.getDecoder().decode(new Uint8Array(3), adaptive.mixer({ bits: 3, numInputs: 5 }), inputs);
const costs: Float64Array = learner.clone().costBits([1, 2], [0, 1]);

// @ts-expect-error a rule has a name
encoder.encode(symbols, learner, { before: 1 });
// @ts-expect-error a typed array of floats cannot be symbols
coder.encodeReverse(new Float64Array(2), gaussian);
// @ts-expect-error a family has its own parameters
model.quantizedGaussian({ min: 0, max: 1, scale: 1 });
// @ts-expect-error the bounds are missing
model.quantizedLaplace({ mean: 1, scale: 2 });
// @ts-expect-error models are made by functions
new Model();

export { bytes, costs, digest, held, lanes, large, learned, numbers, one, remainders, rest, tables, text, whole };
