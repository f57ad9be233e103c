// Measures the package, and prints an array of {"job", "ours", "unit"}.
//
//     node bench.mjs PACKAGE
//
// PACKAGE is the folder of the package. Each time is the median of some calls, of the processor's time.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const COUNT = 200_000;
/** The symbols of those that are coded by a call each. */
const CALLS = 10_000;
const ROUNDS = 61;
const folder = process.argv[2];

/** Numbers between 0 and 1 that are the same every time. */
function* noise() {
  for (let state = 1; ; ) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    yield (state + 0.5) / 2 ** 32;
  }
}

/** The median time of a call for each symbol, in nanoseconds. */
function time(prepare, call, count = COUNT) {
  const times = Array.from({ length: ROUNDS + 3 }, () => {
    const prepared = prepare();
    const start = process.cpuUsage();
    call(prepared);
    const { user, system } = process.cpuUsage(start);
    prepared.free();
    return ((user + system) * 1000) / count;
  });
  // The engine compiles again during the first ones.
  return times.slice(3).sort((a, b) => a - b)[ROUNDS >> 1];
}

function measure({ AnsCoder, model }) {
  const random = noise();
  const next = () => random.next().value;
  const normal = () => Math.sqrt(-2 * Math.log(next())) * Math.cos(2 * Math.PI * next());
  const mean = Float64Array.from({ length: COUNT }, () => 20 * normal());
  const std = Float64Array.from({ length: COUNT }, () => 1 + 9 * next());
  const values = Int32Array.from(mean, (mean, index) => Math.max(-100, Math.min(100, Math.round(mean + std[index] * normal()))));
  const probabilities = Float64Array.from({ length: 256 }, () => 0.01 + next());
  const letters = Int32Array.from({ length: COUNT }, () => Math.floor(256 * next()));
  const jobs = {
    'Gaussian, one for each symbol': [values, model.quantizedGaussian({ min: -100, max: 100 }), { mean, std }],
    'categorical of 256, i.i.d.': [letters, model.categorical({ probabilities })],
  };
  const arrays = Object.entries(jobs).flatMap(([name, [symbols, model, params]]) => {
    const full = new AnsCoder();
    full.encodeReverse(symbols, model, params);
    const encode = time(() => new AnsCoder(), (coder) => coder.encodeReverse(symbols, model, params));
    const decode = time(() => full.clone(), (coder) => coder.decode(COUNT, model, params));
    return [[`${name}, encode`, encode], [`${name}, decode`, decode]];
  });

  // One symbol a call, as autoregressive models need it.
  const laplace = model.quantizedLaplace({ min: -100, max: 100 });
  const rows = model.categorical({ quantization: 'integer' });
  const single = {
    'Laplace, one symbol a call': (index) => [values[index], laplace, { mean: mean[index], scale: std[index] }],
    'row of 256, one symbol a call': (index) => [letters[index], rows, { probabilities }],
  };
  const calls = Object.entries(single).flatMap(([name, argumentsOf]) => {
    const full = new AnsCoder();
    for (let index = CALLS - 1; index >= 0; index--) full.encodeSymbol(...argumentsOf(index));
    const encode = time(
      () => new AnsCoder(),
      (coder) => {
        for (let index = CALLS - 1; index >= 0; index--) coder.encodeSymbol(...argumentsOf(index));
      },
      CALLS,
    );
    const decode = time(
      () => full.clone(),
      (coder) => {
        for (let index = 0; index < CALLS; index++) {
          const [, family, params] = argumentsOf(index);
          coder.decodeSymbol(family, params);
        }
      },
      CALLS,
    );
    return [[`${name}, encode`, encode], [`${name}, decode`, decode]];
  });
  return [...arrays, ...calls];
}

const url = (name) => pathToFileURL(join(folder, name));
const constriction = await import(url('url.js'));
await constriction.init(readFileSync(url('wasm/constriction.wasm')));
const rows = measure(constriction).map(([job, ours]) => ({ job, ours, unit: 'ns/symbol' }));
console.log(JSON.stringify(rows, undefined, 1));
