/** The part of zarrita's `registry` that is used. */
export interface Registry {
  get(name: string): (() => unknown) | undefined;
  set(name: string, codec: () => Promise<any>): unknown;
}

/**
 * Adds the codec `constriction` to zarrita's registry. zarrita can then create, read and write arrays with
 * `codecs: [{ name: 'constriction', configuration: { model: 'auto' } }]` in their metadata.
 *
 * The model is `'auto'`, or, for integers, the text of a model that has all its parameters (`String(model)`). The `cause` of
 * zarrita's errors is `ModelMismatch` or `Corrupt` of `constriction/container`.
 *
 * @param registry `registry` of the package `zarrita`.
 */
export function register(registry: Registry): void;
