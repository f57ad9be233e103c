// The files of WebAssembly have types; is compiled, not run.

import wasm from 'constriction/constriction.wasm';
import { init } from 'constriction/url';

const source: string | WebAssembly.Module = wasm;
init(source);
// @ts-expect-error it is not bytes
const bytes: Uint8Array = wasm;

export { bytes };
