/** What a tool makes of the file: bundlers give its URL, and runtimes of servers at the edge a module. `init` takes both. */
declare const source: string | WebAssembly.Module;
export default source;
