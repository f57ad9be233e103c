// Five symbols, and then a file if `cargo xtask demo` has left one: the same bytes as from Rust.
//
//     node quick_start.mjs [FOLDER]

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AnsCoder, model, RangeDecoder, RangeEncoder, version } from 'constriction';

function fiveSymbols() {
  // Five symbols, each with a Gaussian of its own.
  const symbols = [23, -15, 78, 43, -69];
  const family = model.quantizedGaussian({ min: -100, max: 100 });
  const params = { mean: [35.2, -1.7, 30.1, 71.2, -75.1], std: [10.1, 25.3, 23.8, 35.4, 3.9] };

  // A stack returns last what it got first: encode in reverse.
  const coder = new AnsCoder();
  coder.encodeReverse(symbols, family, params);
  const compressed = [...coder.getCompressed()];
  console.log(`Encoded into ${coder.numBits()} bits: ${compressed.join(', ')}`);
  assert.deepEqual(compressed, [1109163715, 757457]);

  assert.deepEqual([...coder.decode(symbols.length, family, params)], symbols);
  assert(coder.isEmpty());
}

/** The numbers in a file, which are little-endian, as those of all engines are. */
function numbers(ArrayOf, file) {
  const { buffer } = Uint8Array.from(readFileSync(file));
  return new ArrayOf(buffer);
}

function samples(folder) {
  // What Rust has coded, the means and scales that it predicted, and its bytes.
  const symbols = numbers(Int16Array, join(folder, 'samples.i16'));
  const params = {
    mean: numbers(Float64Array, join(folder, 'means.f64')),
    scale: numbers(Float64Array, join(folder, 'scales.f64')),
  };
  const family = model.quantizedLaplace({ min: -32768, max: 32767 });

  const encoder = new RangeEncoder();
  encoder.encode(symbols, family, params);
  compare('range', encoder.toBytes(), join(folder, 'range.u32'), symbols.length);
  const decoder = new RangeDecoder(encoder.getCompressed());
  assert.deepEqual(decoder.decode(new Int16Array(symbols.length), family, params), symbols);

  const coder = new AnsCoder();
  coder.encodeReverse(symbols, family, params);
  compare('ANS', coder.toBytes(), join(folder, 'ans.u32'), symbols.length);
  assert.deepEqual(coder.decode(new Int16Array(symbols.length), family, params), symbols);
}

function compare(coder, ours, file, count) {
  if (Buffer.compare(ours, readFileSync(file)) !== 0) {
    console.error(`error: ${coder}: JavaScript has made other bytes than Rust`);
    process.exit(1);
  }
  console.log(`${count} samples, ${coder} coder: ${ours.length} bytes, the same as Rust's`);
}

console.log(`constriction ${version} in Node ${process.versions.node}`);
fiveSymbols();
for (const folder of process.argv.slice(2)) samples(folder);
