export * from '../lib/container/api.js';

/**
 * Loads WebAssembly. Await it before any other call of this module. `constriction/container` itself needs no such call.
 *
 * A second call returns the promise of the first one, unless the first one failed.
 *
 * @param source a URL, which is fetched, a response, bytes, or a compiled module; default: `wasmUrl()`.
 */
export function init(source?: string | URL | Request | Response | BufferSource | WebAssembly.Module): Promise<void>;

/** The URL of the package's WebAssembly for containers. */
export function wasmUrl(): URL;
