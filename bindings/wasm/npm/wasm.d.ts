/** The import of the file: its URL in bundlers, a module in runtimes of edge servers. `init` takes both. */
declare const source: string | WebAssembly.Module;
export default source;
