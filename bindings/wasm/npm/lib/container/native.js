// The WebAssembly for containers that is built from Rust, and the owners of its objects.

import * as glue from '../../wasm/container_glue.js';
import { describe } from '../native.js';
import { translated } from './errors.js';

let isReady = false;

/** Takes WebAssembly: bytes, or the result of `WebAssembly.compile`. */
export function loadSync(module) {
  glue.initSync({ module });
  isReady = true;
}

/** Takes WebAssembly from a place, or from a promise of it. */
export async function load(source) {
  await glue.default({ module_or_path: source });
  isReady = true;
}

/** All that is built from Rust. */
export function native() {
  if (!isReady) throw new Error("WebAssembly is not loaded yet: call the function 'init' of 'constriction/container/url', and await it");
  return glue;
}

const NOT_CLONEABLE = Symbol('readers and writers of containers stay where they are: send the bytes, which');

let objectOf;
let taken;

/** The owner of objects in the memory of WebAssembly. */
export class Owner {
  #objects;
  // A field that cannot be copied makes `structuredClone` and `postMessage` errors, with these words in the message.
  notCloneable = NOT_CLONEABLE;

  constructor(objects) {
    this.#objects = objects;
  }

  free() {
    for (const object of this.#objects ?? []) object.free();
    this.#objects = undefined;
  }

  static {
    /** One of the objects. */
    objectOf = (owner, index = 0) => {
      if (owner.#objects === undefined) throw new Error('this was freed, or is finished');
      return owner.#objects[index];
    };
    /** The first object, for a call that uses it up. */
    taken = (owner) => {
      const object = objectOf(owner);
      owner.#objects = undefined;
      return object;
    };
  }
}

export { objectOf, taken };

if (Symbol.dispose) {
  Object.defineProperty(Owner.prototype, Symbol.dispose, {
    value() {
      this.free();
    },
    writable: true,
    configurable: true,
  });
}

/** The model of an option: its text, and the parameters that it lacks. */
export function modelOf(model) {
  const text = typeof model === 'string' ? model : isModel(model) ? String(model) : undefined;
  if (text === undefined) throw new TypeError(`the model must be a model, 'auto' or 'raw', not ${describe(model)}`);
  const parsed = translated(() => native().ModelText.parse(text));
  return { object: parsed, lacking: lackingOf(parsed.parameters(), parsed.vectors()) };
}

// The model may be of another copy of the package, which has another class.
const isModel = (model) => typeof model === 'object' && model !== null && typeof model.family === 'string';

/** Names between commas, and whether each is that of a vector. */
export function lackingOf(names, vectors) {
  return names === '' ? [] : names.split(',').map((name, index) => ({ name, isVector: vectors[index] === 1 }));
}
