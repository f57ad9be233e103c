export * from './lib/api.js';

/**
 * Loads WebAssembly. Await it before any other call of this module. `constriction` itself needs no such call.
 *
 * A second call returns the promise of the first one, unless the first one failed.
 *
 * @param source a URL, a response, bytes, or a compiled module; default: `wasmUrl()`. A URL is fetched. Node 20.16 and newer
 * read the file of a URL that begins with `file:`.
 */
export function init(source?: string | URL | Request | Response | BufferSource | WebAssembly.Module): Promise<void>;

/** The URL of the package's WebAssembly. */
export function wasmUrl(): URL;
