// Containers: the files of Rust, read and written, whole and by ranges.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { model } from 'constriction';
import { BlobReader, Corrupt, ModelMismatch, Reader, Truncated, Writer } from 'constriction/container';

const golden = (name) => new Uint8Array(readFileSync(join(process.env.CONSTRICTION_ROOT, 'crates/container/tests/vectors', name)));
const MODELS = golden('models_v1.cst');
const AUTO = golden('auto_v1.cst');

/** What `crates/container/tests/golden.rs` has in its files. */
const symbols = Int16Array.from({ length: 1000 }, (_, index) => ((index * 37) % 41) - 20);
const mean = Float32Array.from(symbols, (symbol) => symbol / 2 + 0.125);
const GAUSSIAN = 'QuantizedGaussian(-100, 100, std=9.5)';
const CODERS = ['ans', 'range', 'interleaved'];
const noise = (index) => Math.imul(index, 0x9e3779b9) >>> 24;
const CHOSEN = {
  image: { dtype: 'uint8', shape: [128, 128], array: Uint8Array.from({ length: 128 * 128 }, (_, i) => Math.floor((i % 128) / 2) + Math.floor(i / 128) + (noise(i) & 3)) },
  floats: { dtype: 'float32', shape: [4096], array: Float32Array.from({ length: 4096 }, (_, i) => Math.fround(1 + Math.fround(noise(i) / 300))) },
  numbers: { dtype: 'int64', shape: [4096], array: BigInt64Array.from({ length: 4096 }, (_, i) => BigInt(i * 1000003 + noise(i))) },
  drawing: { dtype: 'bool', shape: [64, 64], array: Uint8Array.from({ length: 64 * 64 }, (_, i) => Number((Math.floor(i / 8) + Math.floor(i / 512)) % 2 === 0)) },
  empty: { dtype: 'bfloat16', shape: [3, 0], array: new Uint16Array() },
};
const TABLES = 'CdfTable([[0, 30000, 65536], [0, 1000, 65536]], offsets=[-1, 0])';

test('files of Rust with models are read', () => {
  const reader = new Reader(MODELS);
  assert.deepEqual(reader.names, [...CODERS, 'raw']);
  for (const coder of CODERS) {
    const array = reader.array(coder);
    assert.deepEqual(array.metadata, { unit: 'µm' });
    assert.deepEqual([array.coding, array.model, array.parameters], [coder, GAUSSIAN, ['mean']]);
    assert.deepEqual([array.dtype, array.shape, array.size, array.chunks], ['int16', [10, 100], 1000, 4]);
    assert.deepEqual(array.read({ params: { mean } }), symbols);
    assert.deepEqual(array.covering([4, 5]), [3, 6]);
    const some = array.read({ params: { mean: mean.subarray(300, 600) }, rows: [4, 5] });
    assert.deepEqual(some, symbols.subarray(400, 500));
    assert.throws(() => array.read(), { name: 'TypeError', message: /needs parameters for mean/ });
    assert.throws(() => array.read({ params: { mean: mean.subarray(1) } }), { name: 'RangeError', message: /999 entries/ });
  }
  assert.deepEqual(reader.array('raw').shape, []);
  assert.deepEqual(new Uint8Array(reader.array('raw').read().buffer), Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8));
});

test('files of Rust whose coding was chosen are read', () => {
  const reader = new Reader(AUTO);
  for (const [name, { dtype, shape, array }] of Object.entries(CHOSEN)) {
    assert.deepEqual([reader.array(name).dtype, reader.array(name).shape, reader.array(name).coding], [dtype, shape, 'auto']);
    assert.deepEqual(reader.array(name).read(), array, name);
  }
  assert.deepEqual(reader.array('image').read({ rows: [3, 5] }), CHOSEN.image.array.subarray(3 * 128, 5 * 128));
  assert.deepEqual(reader.array('stored').read(), Int32Array.of(-1, 0, 1, 0));
  assert.deepEqual(reader.array('stored').parameters, []);
  assert.throws(() => reader.array('image').read({ params: { mean: 1 } }), { name: 'TypeError', message: /no mean/ });
});

test('the same files are written', () => {
  const writer = new Writer();
  for (const [name, { array, ...options }] of Object.entries(CHOSEN)) writer.write(name, array, options);
  writer.write('stored', Int32Array.of(-1, 0, 1, 0), { model: TABLES, params: { indexes: [0, 0, 1, 1] }, storeParameters: true });
  assert.deepEqual(writer.finish(), AUTO);

  // Two segments, with an array between them that was given up.
  const first = new Writer();
  const options = { model: GAUSSIAN, params: { mean }, shape: [10, 100], chunkRows: 3, metadataText: '{"unit": "µm"}' };
  for (const coder of CODERS) first.write(coder, symbols, { ...options, coder });
  function* givenUp() {
    yield new Int16Array(10).fill(0x0707);
    throw new Error('given up');
  }
  assert.throws(() => first.write('given up', givenUp(), { dtype: 'int16', shape: [1000], model: 'raw', chunkRows: 10 }), /given up/);
  const second = new Writer();
  second.write('raw', new Float32Array(Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8).buffer), { dtype: 'complex64', shape: [], model: 'raw' });
  assert.deepEqual(Uint8Array.from([...first.finish(), ...second.finish()]), MODELS);
});

/** A container with one array of several chunks, a model of which the caller has the parameters, and weights. */
function written() {
  const writer = new Writer();
  const gaussian = model.quantizedGaussian({ min: -100, max: 100 });
  writer.write('y', symbols, { model: gaussian, params: { mean, std: 9.5 }, chunkRows: 100, metadata: { unit: ['µm'] } });
  const noise = Float32Array.from({ length: 40_000 }, (_, index) => Math.fround(Math.sin(index * index)));
  writer.write('weights', noise, { shape: [400, 100], chunkRows: 10 });
  return { writer, noise };
}

test('a container is read by ranges, and nothing but what is needed', async () => {
  const { writer, noise } = written();
  const blob = writer.finishBlob();
  assert.equal(blob.size, writer.bytesWritten);
  const bytes = new Uint8Array(await blob.arrayBuffer());
  const reads = [];
  const source = {
    size: bytes.length,
    read: async (start, end) => {
      reads.push([start, end]);
      return bytes.slice(start, end);
    },
  };
  const reader = await BlobReader.open(source);
  assert.deepEqual(reads, [[bytes.length - 8192, bytes.length], [0, 16]]);
  const weights = reader.array('weights');
  assert.deepEqual(await weights.read({ rows: [25, 31] }), noise.subarray(2500, 3100));
  const chunks = reads.slice(2);
  assert.equal(chunks.length, 2);
  assert(chunks.reduce((sum, [start, end]) => sum + end - start, 0) < bytes.length / 15);
  assert.deepEqual(reader.array('y').metadata, { unit: ['µm'] });
  assert.deepEqual(await reader.array('y').read({ params: { mean, std: 9.5 } }), symbols);

  const files = await BlobReader.open(blob);
  assert.deepEqual([...files].map(({ name }) => name), ['y', 'weights']);
  assert.deepEqual(await files.array('weights').read(), noise);
  const gaussian = { mean: mean.subarray(200, 400), std: 9.5 };
  assert.deepEqual(await files.array('y').read({ params: gaussian, rows: [250, 301] }), symbols.subarray(250, 301));
  await assert.rejects(files.array('y').read({ params: { mean: 1, std: 9.5 } }), ModelMismatch);
});

test('a long index is read when the end says how long it is', async () => {
  const writer = new Writer();
  for (let number = 0; number < 300; number++) writer.write(`array ${number}`, Uint8Array.of(number), { model: 'raw' });
  const reader = await BlobReader.open(writer.finishBlob());
  assert.equal(reader.names.length, 300);
  assert.deepEqual(await reader.array('array 7').read(), Uint8Array.of(7));
});

test('other parameters are an error with the array, the chunk and its elements', () => {
  const reader = new Reader(written().writer.finish());
  const others = mean.with(431, mean[431] + 0.01);
  assert.throws(() => reader.array('y').read({ params: { mean: others, std: 9.5 } }), (error) => {
    assert(error instanceof ModelMismatch && error instanceof RangeError);
    assert.deepEqual([error.name, error.array, error.chunk, error.elements], ['ModelMismatch', 'y', 4, { start: 400, end: 500 }]);
    assert.match(error.message, /chunk 4 of the array "y"/);
    return true;
  });
  const some = reader.array('y').read({ params: { mean: others.subarray(500, 600), std: 9.5 }, rows: [500, 600] });
  assert.deepEqual(some, symbols.subarray(500, 600));
});

test('damage and cuts are errors, at every byte', () => {
  const writer = new Writer();
  writer.write('y', symbols.subarray(0, 50), { model: GAUSSIAN, params: { mean: mean.subarray(0, 50) }, chunkRows: 20 });
  writer.write('w', Float32Array.of(1, 2, 3));
  const bytes = writer.finish();
  const read = (container) => {
    const reader = new Reader(container);
    return [reader.array('y').read({ params: { mean: mean.subarray(0, 50) } }), reader.array('w').read()];
  };
  assert.deepEqual(read(bytes)[1], Float32Array.of(1, 2, 3));
  for (let end = 0; end < bytes.length; end++) {
    assert.throws(() => read(bytes.subarray(0, end)), Truncated, `cut at ${end}`);
  }
  for (let place = 0; place < bytes.length; place++) {
    const damaged = bytes.with(place, bytes[place] ^ (1 << (place % 8)));
    assert.throws(() => read(damaged), (error) => error instanceof Corrupt || error instanceof Truncated || error.constructor === RangeError, `bit of byte ${place}`);
  }
  // A byte of the first chunk, which follows the header.
  assert.throws(() => read(bytes.with(20, bytes[20] ^ 1)), { name: 'Corrupt', array: 'y', chunk: 0 });
  assert.throws(() => new Reader(new TextEncoder().encode('a text that is long enough to be a container, if it were one')), /not a container/);
});

test('a source that has become shorter is truncated', async () => {
  const bytes = written().writer.finish();
  let isShort = false;
  const source = { size: bytes.length, read: async (start, end) => bytes.slice(start, isShort ? end - 1 : end) };
  const reader = await BlobReader.open(source);
  isShort = true;
  await assert.rejects(reader.array('weights').read(), Truncated);
  await assert.rejects(BlobReader.open(source), Truncated);
  await assert.rejects(BlobReader.open({ size: 3 }), TypeError);
});

test('all types of elements come back', () => {
  const arrays = [
    Int8Array.of(-1, 2), Uint8Array.of(255), Int16Array.of(-5), Uint16Array.of(65535), Int32Array.of(-(2 ** 31)), Uint32Array.of(2 ** 32 - 1),
    BigInt64Array.of(-(2n ** 63n)), BigUint64Array.of(2n ** 64n - 1n), Float32Array.of(NaN, -0, 1.5), Float64Array.of(Infinity, 0.1),
  ];
  const named = { float16: Uint16Array.of(0x7e01), bfloat16: Uint16Array.of(0xffc1), float8_e4m3fn: Uint8Array.of(0x7f), complex64: Float32Array.of(1, -0), complex128: Float64Array.of(1, 2) };
  for (const how of ['auto', 'raw']) {
    const writer = new Writer();
    arrays.forEach((array, number) => writer.write(String(number), array, { model: how }));
    for (const [dtype, array] of Object.entries(named)) writer.write(dtype, array, { dtype, model: how });
    writer.write('list', [1, 2, 3], { dtype: 'int16' });
    if (globalThis.Float16Array) writer.write('half', Float16Array.of(1.5));
    const reader = new Reader(writer.finish());
    arrays.forEach((array, number) => {
      const read = reader.array(String(number)).read();
      assert.equal(read.constructor, array.constructor);
      assert.deepEqual(new Uint8Array(read.buffer), new Uint8Array(array.buffer));
    });
    for (const [dtype, array] of Object.entries(named)) {
      assert.equal(reader.array(dtype).dtype, dtype);
      assert.equal(reader.array(dtype).size, dtype.startsWith('complex') ? 1 : array.length);
      assert.deepEqual(reader.array(dtype).read(), array);
    }
    assert.deepEqual(reader.array('list').read(), Int16Array.of(1, 2, 3));
  }
});

test('arrays are written in pieces, with parameters of their own', () => {
  function* pieces() {
    for (let start = 0; start < 1000; start += 200) {
      yield { array: symbols.subarray(start, start + 200), params: { mean: mean.subarray(start, start + 200) } };
    }
  }
  const writer = new Writer();
  const options = { dtype: 'int16', shape: [undefined, 10], model: GAUSSIAN, storeParameters: true, chunkRows: 10 };
  writer.write('open', pieces(), options);
  const reader = new Reader(writer.finish());
  assert.deepEqual([reader.array('open').shape, reader.array('open').chunks], [[100, 10], 10]);
  assert.deepEqual(reader.array('open').read(), symbols);
});

test('a call that fails leaves the writer as it was', () => {
  const writer = new Writer();
  writer.write('a', Int8Array.of(1, 2));
  const wrong = [
    [() => writer.write('a', Int8Array.of(1)), /already/, RangeError],
    [() => writer.write('b', Int8Array.of(1), { shape: [2] }), /expected 2 elements/, RangeError],
    [() => writer.write('b', Int8Array.of(101), { model: GAUSSIAN, params: { mean: 0 } }), /101/, RangeError],
    [() => writer.write('b', Int8Array.of(1), { model: GAUSSIAN, params: { mean: NaN } }), /mean/, RangeError],
    [() => writer.write('b', Int8Array.of(1), { model: GAUSSIAN }), /needs parameters for mean/, TypeError],
    [() => writer.write('b', Float32Array.of(1), { model: GAUSSIAN, params: { mean: 0 } }), /type float32/, TypeError],
    [() => writer.write('b', Int8Array.of(1), { model: 'Gauss(3)' }), /Gauss/, RangeError],
    [() => writer.write('b', Int8Array.of(1), { model: {} }), /must be a model/, TypeError],
    [() => writer.write('b', Int8Array.of(1), { params: { mean: 0 } }), /are for a model/, TypeError],
    [() => writer.write('b', Int8Array.of(1), { coder: 'huffman', model: GAUSSIAN, params: { mean: 0 } }), /the coder must be/, RangeError],
    [() => writer.write('b', Int8Array.of(1), { dtype: 'float32' }), /Float32Array/, TypeError],
    [() => writer.write('b', [1.5], { dtype: 'int8' }), /1.5 at index 0/, RangeError],
    [() => writer.write('b', [1]), /dtype/, TypeError],
    [() => writer.write('b', Int8Array.of(1), { chunkRows: 0 }), /chunkRows/, RangeError],
    [() => writer.write('b', Int8Array.of(1), { metadataText: '{' }), /not JSON/, RangeError],
    [() => writer.write('b', Int8Array.of(1), { rows: 3 }), /no rows/, TypeError],
    [() => writer.write('b', 3), /typed array/, TypeError],
    [() => writer.write(3, Int8Array.of(1)), /name/, TypeError],
  ];
  for (const [call, message, Class] of wrong) {
    assert.throws(call, (error) => error instanceof Class && message.test(error.message) || assert.fail(`${call}: ${error}`));
  }
  writer.write('b', Int8Array.of(3));
  const reader = new Reader(writer.finish());
  assert.deepEqual(reader.names, ['a', 'b']);
  assert.deepEqual([reader.array('a').read(), reader.array('b').read()], [Int8Array.of(1, 2), Int8Array.of(3)]);
  assert.throws(() => reader.array('c'), /no array 'c'/);
  assert.throws(() => reader.array('a').read({ rows: [1, 3] }), RangeError);
  assert.throws(() => writer.finish(), /finished/);
  assert.throws(() => structuredClone(reader), { name: 'DataCloneError' });
  reader.free();
  assert.throws(() => reader.array('a').read(), /freed/);
});

test('containers need nothing of the coders, however large they are', () => {
  const code = `
    import { BlobReader, Reader, Writer } from 'constriction/container';
    const length = 300_000;
    const mean = Float64Array.from({ length }, (_, index) => index % 50);
    const writer = new Writer();
    writer.write('y', Int32Array.from(mean), { model: 'QuantizedGaussian(-100, 100, std=3.0)', params: { mean } });
    writer.write('raw', new Uint8Array(2 ** 21), { model: 'raw' });
    writer.write('list', Int8Array.of(1, 2), { model: 'Uniform()', params: { size: [9, 8] } });
    const bytes = writer.finish();
    const array = new Reader(bytes).array('y').read({ params: { mean } });
    const { length: raw } = await (await BlobReader.open(new Blob([bytes]))).array('raw').read();
    console.log(array.every((symbol, index) => symbol === mean[index]), raw);
  `;
  const args = ['--input-type=module', '--eval', code];
  const output = execFileSync(process.execPath, args, { encoding: 'utf8', cwd: fileURLToPath(new URL('.', import.meta.url)) });
  assert.equal(output.trim(), 'true 2097152');
});

test('a file that asks for more than there is memory for is an error', () => {
  const reader = new Reader(AUTO);
  assert.throws(() => new Writer().write('x', { length: 2 ** 40 }), TypeError);
  assert.throws(() => new Writer().write('x', Uint8Array.of(1), { shape: [2 ** 53 - 1] }), RangeError);
  assert.throws(() => new Writer().write('x', Uint8Array.of(1), { shape: [2 ** 52, 2 ** 52] }), /too large/);
  assert.equal(reader.array('floats').size, 4096);
});
