// The codec of Zarr in zarrita, on arrays that zarr-python wrote.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { model } from 'constriction';
import { ModelMismatch } from 'constriction/container';
import { register } from 'constriction/zarr';

const folder = join(process.env.CONSTRICTION_TOOLS, 'node_modules');
const zarr = await import(pathToFileURL(join(folder, 'zarrita/dist/src/index.js')));
register(zarr.registry);

/** What `bindings/python/tests/zarr_arrays.py` wrote, and `test_zarr.py` compares with what it would write now. */
const STORES = JSON.parse(readFileSync(join(process.env.CONSTRICTION_ROOT, 'docs/zarr/examples/arrays.json'), 'utf8'));

/** A store of files in base64. */
function storeOf(files) {
  const entries = Object.entries(files).map(([name, text]) => [`/${name}`, new Uint8Array(Buffer.from(text, 'base64'))]);
  return new Map(entries);
}

/** The numbers of an array, which the script computes in the same way. */
function numbersOf({ size, dtype }) {
  const numbers = Array.from({ length: size }, (_, index) => ((index * 37) % 41) - 20 + (Math.floor(index / 50) % 7));
  if (dtype === 'bool') return numbers.map((number) => number > 0);
  if (dtype.startsWith('float')) return numbers.map((number) => number / 8);
  if (dtype.startsWith('uint')) return numbers.map((number) => number + 20);
  return dtype.endsWith('64') ? numbers.map(BigInt) : numbers;
}

const strides = (shape) => shape.map((_, axis) => shape.slice(axis + 1).reduce((product, length) => product * length, 1));

/** Numbers in C order, in whatever order they are. */
function inOrder({ data, shape, stride }) {
  const places = strides(shape);
  const numbers = [...data];
  const placeOf = (index) => shape.reduce((sum, length, axis) => sum + (Math.floor(index / places[axis]) % length) * stride[axis], 0);
  return numbers.map((_, index) => numbers[placeOf(index)]);
}

test('there are arrays of many types', () => assert(STORES.length >= 8));

for (const { name, dtype, shape, files } of STORES) {
  test(`${name}: zarrita reads and writes what zarr-python does`, async () => {
    const expected = numbersOf({ size: shape.reduce((product, length) => product * length, 1), dtype });
    const store = storeOf(files);
    const array = await zarr.open(zarr.root(store), { kind: 'array' });
    assert.deepEqual(array.shape, shape);
    const whole = await zarr.get(array);
    assert.deepEqual(inOrder(whole), expected);
    const part = await zarr.get(array, [zarr.slice(3, 5), ...shape.slice(1).map(() => null)]);
    const row = expected.length / shape[0];
    assert.deepEqual(inOrder(part), expected.slice(3 * row, 5 * row));

    // zarrita reads checksums, and does not write them.
    if (name === 'checked') return;
    // The same chunks, byte for byte.
    const again = new Map([['/zarr.json', store.get('/zarr.json')]]);
    const target = await zarr.open(zarr.root(again), { kind: 'array' });
    await zarr.set(target, null, whole);
    assert.deepEqual([...again.keys()].sort(), [...store.keys()].sort());
    for (const [key, bytes] of store) assert.deepEqual(Buffer.from(again.get(key)), Buffer.from(bytes), key);
  });
}

test('another model is ModelMismatch', async () => {
  const { files } = STORES.find(({ name }) => name === 'model');
  const store = storeOf(files);
  const metadata = JSON.parse(new TextDecoder().decode(store.get('/zarr.json')));
  metadata.codecs[0].configuration.model = String(model.quantizedGaussian({ min: -50, max: 50, mean: 3, std: 5.25 }));
  store.set('/zarr.json', new TextEncoder().encode(JSON.stringify(metadata)));
  const array = await zarr.open(zarr.root(store), { kind: 'array' });
  await assert.rejects(zarr.get(array), (error) => error.cause instanceof ModelMismatch);
});

test('an array is made, and a wrong configuration is refused', async () => {
  const make = async (configuration, dtype = 'int16') => {
    const options = { shape: [4, 5], chunkShape: [2, 5], dtype, codecs: [{ name: 'constriction', configuration }] };
    const array = await zarr.create(zarr.root(new Map()), options);
    await zarr.set(array, null, { data: new Int16Array(20).fill(7), shape: [4, 5], stride: [5, 1] });
    return [...(await zarr.get(array)).data];
  };
  assert.deepEqual(await make({}), Array(20).fill(7));
  assert.deepEqual(await make({ model: 'Uniform(size=9)' }), Array(20).fill(7));
  await assert.rejects(make({ model: 'QuantizedGaussian(-9, 9, std=1.0)' }), /lacks mean/);
  await assert.rejects(make({ level: 3 }), /no option level/);
  await assert.rejects(make({ model: 'Uniform(size=9)' }, 'float32'), /for integers/);
  assert.throws(() => register(new Map()), /registry of zarrita/);
});
