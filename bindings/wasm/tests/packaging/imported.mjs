// The same, where a bundler says where the file is.

import wasm from 'constriction/constriction.wasm';
import { AnsCoder, init, model } from 'constriction/url';

init(new URL(wasm, import.meta.url)).then(
  () => {
    const coder = new AnsCoder();
    const params = { mean: [35.2, -1.7, 30.1, 71.2, -75.1], std: [10.1, 25.3, 23.8, 35.4, 3.9] };
    coder.encodeReverse([23, -15, 78, 43, -69], model.quantizedGaussian({ min: -100, max: 100 }), params);
    globalThis.result = coder.getCompressed().join();
  },
  (error) => {
    globalThis.result = String(error);
  },
);
