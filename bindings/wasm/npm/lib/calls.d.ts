// The arguments and results of coders' methods.

import type { AdaptiveModel, AnyContexts } from './adaptive.js';
import type { CustomModel } from './custom.js';
import type { Given, Model } from './model.js';
import type { IntegerArray, Integers } from './types.js';

/** The models that do not learn. */
export type FixedModel = Model | CustomModel<string>;

/** All models. */
export type AnyModel = FixedModel | AdaptiveModel;

/** The arguments after the model: the contexts of a model that learns, or the parameters that the model lacks. */
export type Rest<M> = M extends AdaptiveModel
  ? [contexts?: AnyContexts]
  : M extends Model<infer Parameter>
    ? Given<Parameter>
    : M extends CustomModel<infer Parameter>
      ? Given<Parameter>
      : never;

/** The result of `decode`: the array that was given, or a new one. */
export type Decoded<T extends number | IntegerArray> = T extends IntegerArray ? T : Integers;

/** An option of all coders of models. */
export interface DigestOptions {
  /**
   * Whether the coder keeps a digest of the intervals of all its symbols; default: `false`.
   *
   * A decoder with wrong parameters returns wrong symbols without an error. To notice this, send the encoder's `digest()`
   * along, and compare it with the decoder's after all symbols. The digest starts again after `clear` and `seek`. If one
   * interval differs, the digests differ. If several do, they are equal with a probability of about 2^-60.
   */
  digest?: boolean;
}
