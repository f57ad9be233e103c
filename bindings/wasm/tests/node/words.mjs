// Prints the words of many messages, from a build of WebAssembly that is given.
//
//     node words.mjs FILE

import { readFileSync } from 'node:fs';
import { AnsCoder, features, init, model, RangeEncoder, encodeBytes } from 'constriction/url';

await init(readFileSync(process.argv[2]));
const symbols = Int32Array.from({ length: 1000 }, (_, index) => ((index * index) % 97) - 48);
const params = { mean: Float64Array.from(symbols, (symbol, index) => symbol * 0.7 + Math.sin(index)), std: 9 };
const positive = symbols.map(Math.abs);
const rows = Float32Array.from({ length: 49 * 1000 }, (_, index) => 0.01 + Math.abs(Math.sin(index)));
const { mean, std } = params;
const cases = [
  [symbols, model.quantizedGaussian({ min: -60, max: 60 }), params],
  [symbols, model.quantizedLaplace({ min: -60, max: 60 }), { mean, scale: std }],
  [symbols, model.quantizedCauchy({ min: -60, max: 60 }), { loc: mean, scale: std }],
  [symbols, model.quantizedLogistic({ min: -60, max: 60 }), { mean, scale: std }],
  [positive, model.binomial({ n: 60 }), { p: mean.map((x) => 0.5 + x / 100) }],
  [positive, model.categorical(), { probabilities: rows }],
  [positive, model.categorical({ quantization: 'lazy' }), { probabilities: Float64Array.from(rows) }],
  [positive, model.categoricalLogits(), { logits: rows }],
];
const words = cases.map(([symbols, model, params]) => {
  const [coder, encoder] = [new AnsCoder(), new RangeEncoder()];
  coder.encodeReverse(symbols, model, params);
  encoder.encode(symbols, model, params);
  const result = [coder.getCompressed(), encoder.getCompressed()].map((words) => Array.from(words));
  coder.decode(symbols.length, model, params).forEach((symbol, index) => {
    if (symbol !== symbols[index]) throw new Error(`${model}: wrong symbol`);
  });
  return result;
});
const bytes = Array.from(encodeBytes(new Uint8Array(Float64Array.from(mean).buffer)));
console.log(JSON.stringify({ simd: features.simd, words, bytes }));
