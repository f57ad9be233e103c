// The base class of all objects in the memory of WebAssembly.

/** `Symbol.dispose`, where TypeScript has it: `using coder = new AnsCoder()` frees the coder at the end of the block. */
type Dispose = SymbolConstructor extends { readonly dispose: infer D extends symbol } ? { [K in D]: () => void } : {};

/**
 * An object in the memory of WebAssembly. `free` releases its memory; otherwise the garbage collector does, some time after
 * the current task. The object cannot be cloned by `structuredClone` or sent to a worker.
 */
export interface Owner extends Dispose {}
export declare abstract class Owner {
  /** Releases the memory now. Later calls of other methods are errors. */
  free(): void;
  /**
   * The value for `JSON.stringify`: the text of a model, or the compressed words of a coder, for the constructor of the coder or
   * of its decoder.
   *
   * @throws {TypeError} for a `ChainCoder`, the decoder of a queue, and a code, which have no form in JSON.
   */
  toJSON(): string | number[];
}
