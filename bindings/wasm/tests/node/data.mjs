// Files of the repository, and models by the names that these files have.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { model } from 'constriction';

/** The root of the repository. */
export const root = process.env.CONSTRICTION_ROOT;

export const vectors = (name) => JSON.parse(readFileSync(join(root, 'crates/testkit/vectors', name), 'utf8'));

/** The names of parameters in the golden vectors, and in the package. */
const NAMES = {
  means: 'mean', stds: 'std', scales: 'scale', locs: 'loc', sizes: 'size', ns: 'n', ps: 'p',
};

/** A model, and the parameters that come with each call, of a case of the golden vectors. */
export function modelOf({ family, fixed, params, dtype }) {
  const ArrayOf = dtype === 'float32' ? Float32Array : Float64Array;
  const renamed = (object) => Object.entries(object).map(([name, value]) => [NAMES[name] ?? name, value]);
  const { perfect, lazy, ...options } = Object.fromEntries(
    renamed(fixed).map(([name, value]) => [name, Array.isArray(value) ? ArrayOf.from(value) : value]),
  );
  if (lazy) options.quantization = 'lazy';
  else if (perfect === false) options.quantization = 'fast';
  const make = model[family[0].toLowerCase() + family.slice(1)];
  const given = renamed(params).map(([name, value]) => [name, ArrayOf.from(value.flat())]);
  return [make(options), given.length ? Object.fromEntries(given) : undefined];
}
