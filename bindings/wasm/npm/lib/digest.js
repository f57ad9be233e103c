// Digests of the models that coders code with.

import { optionsOf } from './arrays.js';
import { describe } from './native.js';

/** Options of a coder, of which `digest` says whether it keeps one. */
export function coderOptions(options, known, what) {
  const checked = optionsOf(options, [...known, 'digest'], `options of ${what}`);
  const { digest = false } = checked;
  if (typeof digest !== 'boolean') throw new TypeError(`digest must be true or false, not ${describe(digest)}`);
  return checked;
}

/** Returns the object, which keeps a digest if the options ask for it. */
export function keeping(object, { digest }) {
  if (digest) object.keep_digest();
  return object;
}
