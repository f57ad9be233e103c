// What owns memory of WebAssembly.

/** The symbol that `Symbol.dispose` is, where there is one: `using coder = new AnsCoder()` frees it at the end. */
type Dispose = SymbolConstructor extends { readonly dispose: infer D extends symbol } ? { [K in D]: () => void } : {};

/**
 * What owns memory of WebAssembly. It is freed some time after the last reference to it is gone, though not before the task
 * ends, or by `free`. It cannot be cloned or sent to a worker.
 */
export interface Owner extends Dispose {}
export declare abstract class Owner {
  /** Frees the memory now. Every later call of a method is an error, but for this one. */
  free(): void;
  /**
   * What `JSON.stringify` writes: the text of a model, or the compressed words of a coder, as its constructor or that of its
   * decoder takes them.
   *
   * @throws {TypeError} of a `ChainCoder`, a decoder of a queue, and a code, which have no form in JSON.
   */
  toJSON(): string | number[];
}
