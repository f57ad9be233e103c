// What is built from Rust, and who owns what it makes.

import * as glue from '../wasm/glue.js';

let isReady = false;

/** Takes WebAssembly: bytes, or what `WebAssembly.compile` made of them. */
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
  if (!isReady) throw new Error("WebAssembly is not loaded yet: call the function 'init' of 'constriction/url', and await it");
  return glue;
}

let take;

/** The owner of an object in the memory of WebAssembly. */
export class Owner {
  #object;

  constructor(object) {
    this.#object = object;
  }

  free() {
    this.#object?.free();
    this.#object = undefined;
  }

  static {
    take = (owner) => owner.#object;
  }
}

if (Symbol.dispose) {
  Object.defineProperty(Owner.prototype, Symbol.dispose, {
    value() {
      this.free();
    },
    writable: true,
    configurable: true,
  });
}

/** What somebody owns, who has to be of a class. */
export function objectOf(owner, Class, what = Class.name) {
  if (!(owner instanceof Class)) throw new TypeError(`this is no ${what}: ${describe(owner)}`);
  const object = take(owner);
  if (object === undefined) throw new Error(`this ${what} was freed`);
  return object;
}

/** An error at an index. */
export function at(index, error) {
  error.index = index;
  return error;
}

/** A value as messages show it. */
export function describe(value) {
  if (value === null) return 'null';
  if (typeof value === 'string') return `'${value.length > 40 ? `${value.slice(0, 40)}…` : value}'`;
  if (typeof value === 'bigint') return `${value}n`;
  if (typeof value === 'function' || typeof value === 'object') return Object.prototype.toString.call(value);
  return String(value);
}
