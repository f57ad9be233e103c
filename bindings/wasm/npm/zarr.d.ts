/** What is asked of zarrita's `registry`. */
export interface Registry {
  get(name: string): (() => unknown) | undefined;
  set(name: string, codec: () => Promise<any>): unknown;
}

/**
 * Adds the codec `constriction` to zarrita's registry. From then on, arrays can be opened, read, made and written whose
 * metadata have it: `codecs: [{ name: 'constriction', configuration: { model: 'auto' } }]`.
 *
 * The model is `'auto'`, or the text of a model that has all its parameters (`String(model)`), for integers. What zarrita
 * reports has as its cause `ModelMismatch` or `Corrupt` of `constriction/container`.
 *
 * @param registry `registry` of the package `zarrita`.
 */
export function register(registry: Registry): void;
