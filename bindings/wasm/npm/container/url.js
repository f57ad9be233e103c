// Containers, without WebAssembly inside: it is fetched when it is asked for.

import { load } from '../lib/container/native.js';

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
  return new URL('../wasm/container.wasm', import.meta.url);
}

export * from '../lib/container/api.js';
