// The package with WebAssembly inside: it is there as soon as this is imported.

import { loadSync } from './lib/native.js';
import { hasSimd } from './lib/simd.js';
import { plain, simd } from './wasm/inline.js';

loadSync(Uint8Array.from(atob(hasSimd() ? simd : plain), (character) => character.charCodeAt(0)));

export * from './lib/api.js';
