// What calls of coders take.

import type { AdaptiveModel, AnyContexts } from './adaptive.js';
import type { CustomModel } from './custom.js';
import type { Given, Model } from './model.js';
import type { IntegerArray, Integers } from './types.js';

/** The models that do not learn. */
export type FixedModel = Model | CustomModel<string>;

/** All models. */
export type AnyModel = FixedModel | AdaptiveModel;

/** What comes after the model: the contexts of one that learns, or the parameters that the model lacks. */
export type Rest<M> = M extends AdaptiveModel
  ? [contexts?: AnyContexts]
  : M extends Model<infer Parameter>
    ? Given<Parameter>
    : M extends CustomModel<infer Parameter>
      ? Given<Parameter>
      : never;

/** What is decoded into: an array that was given, or a new one. */
export type Decoded<T extends number | IntegerArray> = T extends IntegerArray ? T : Integers;

/** An option of all coders of models. */
export interface DigestOptions {
  /**
   * Whether the coder keeps a digest of the intervals of all symbols that it codes; `false` if left out.
   *
   * A decoder with other parameters returns wrong symbols, and nothing in the compressed data says so. To notice, send the
   * encoder's `digest()` along, and compare it with the decoder's when all symbols are decoded. It starts again after
   * `clear` and `seek`. Where a single interval differs, so do the digests; where several do, they are equal with a
   * probability of about 2^-60.
   */
  digest?: boolean;
}
