export * from '../lib/container/api.js';

/**
 * Loads WebAssembly. Nothing of this module works before; `constriction/container` itself needs no such call.
 *
 * A second call returns the promise of the first one, unless that failed.
 *
 * @param source where it is, a response, its bytes, or a compiled module; `wasmUrl()` if left out, which is fetched.
 */
export function init(source?: string | URL | Request | Response | BufferSource | WebAssembly.Module): Promise<void>;

/** Where the package has its WebAssembly for containers. */
export function wasmUrl(): URL;
