// The package without WebAssembly inside: it is fetched when it is asked for.

import { load } from './lib/native.js';
import { hasSimd } from './lib/simd.js';

let loading;

export function init(source) {
  loading ??= load(source ?? wasmUrl()).catch((error) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

export function wasmUrl() {
  // Written out, so that bundlers find both files.
  return hasSimd()
    ? new URL('./wasm/constriction-simd.wasm', import.meta.url)
    : new URL('./wasm/constriction.wasm', import.meta.url);
}

export * from './lib/api.js';
