// The codec of Zarr, with WebAssembly inside.

import './container.js';

export { register } from './lib/container/zarr.js';
