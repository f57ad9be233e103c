export * from './lib/api.js';

/**
 * Loads WebAssembly. Nothing of this module works before; `constriction` itself needs no such call.
 *
 * A second call returns the promise of the first one, unless that failed.
 *
 * @param source where it is, a response, its bytes, or a compiled module; `wasmUrl()` if left out. What is at a URL is
 * fetched; in Node, from 20.16 on, the file at a URL that begins with `file:` is read.
 */
export function init(source?: string | URL | Request | Response | BufferSource | WebAssembly.Module): Promise<void>;

/** Where the package has its WebAssembly. */
export function wasmUrl(): URL;
