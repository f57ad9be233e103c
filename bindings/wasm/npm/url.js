// The package with its WebAssembly as a file, which `init` loads.

import { load } from './lib/native.js';

let loading;

export function init(source) {
  loading ??= load(source ?? wasmUrl()).catch((error) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

export function wasmUrl() {
  // Written out, so that bundlers find the file.
  return new URL('./wasm/constriction.wasm', import.meta.url);
}

export * from './lib/api.js';
