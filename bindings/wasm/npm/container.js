// Containers, with WebAssembly inside: it is there as soon as this is imported.

import { loadSync } from './lib/container/native.js';
import { base64 } from './wasm/container_inline.js';

loadSync(Uint8Array.from(atob(base64), (character) => character.charCodeAt(0)));

export * from './lib/container/api.js';
