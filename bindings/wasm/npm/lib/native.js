// The WebAssembly that is built from Rust, and the owners of its objects.

import * as glue from '../wasm/glue.js';

let isReady = false;
let memory;

/** Takes WebAssembly: bytes, or the result of `WebAssembly.compile`. */
export function loadSync(module) {
  start(glue.initSync({ module }));
}

/** Takes WebAssembly from a place, or from a promise of it. */
export async function load(source) {
  start(await glue.default({ module_or_path: await contentOf(source) }));
}

/** The contents of a file URL, which Node's `fetch` does not read; other sources are returned unchanged. */
function contentOf(source) {
  const address = typeof source === 'string' || source instanceof URL ? String(source) : '';
  // A call of a function, so that bundlers do not look for the module.
  const files = address.startsWith('file:') ? globalThis.process?.getBuiltinModule?.('node:fs/promises') : undefined;
  return files === undefined ? source : files.readFile(new URL(address));
}

function start(exports) {
  ({ memory } = exports);
  isReady = true;
  try {
    // The first error makes room for those that come when there is no memory.
    glue.Model.parse('');
  } catch {
    // It is that error.
  }
}

/**
 * Checks that there is memory for this number of bytes, and for the other needs of a call. What is built for containers has
 * memory of its own, and asks there.
 */
export function room(bytes = 0) {
  if (isReady && !(bytes < 2 ** 32 && glue.fits(bytes))) throw new RangeError('there is not enough memory');
}

/** The size of the memory when it was looked at last, in bytes. */
let size = 0;
/** The smallest step by which the memory grows, in bytes. */
const LEAST_GROWTH = 2 ** 20;

/**
 * If the memory has grown, makes it larger by a quarter. Rust asks for as little as it needs, and each time it gets more,
 * JavaScript collects garbage.
 */
function growAhead() {
  if (memory.buffer.byteLength === size) return;
  // The next objects use the free memory.
  glue.fits(Math.max(LEAST_GROWTH, Math.floor(memory.buffer.byteLength / 4)));
  size = memory.buffer.byteLength;
}

/** All that is built from Rust. */
export function native() {
  if (!isReady) throw new Error("WebAssembly is not loaded yet: call the function 'init' of 'constriction/url', and await it");
  return glue;
}

/** The exports of the WebAssembly, after a check that there is memory for new objects. */
export function roomyNative() {
  room();
  return native();
}

let take;

const NOT_CLONEABLE = Symbol('coders, models and codes stay where they are: send toBytes() or String(model), which');

/** The owner of an object in the memory of WebAssembly. */
export class Owner {
  #object;
  // Copies that `structuredClone`, `postMessage` and databases make have no private fields. This field, which cannot be
  // copied, makes them errors, with these words in the message.
  notCloneable = NOT_CLONEABLE;

  constructor(object) {
    this.#object = object;
    growAhead();
  }

  free() {
    this.#object?.free();
    this.#object = undefined;
  }

  toJSON() {
    // For objects without compressed words, an empty object would lose the data.
    const { name } = this.constructor;
    if (typeof this.getCompressed !== 'function') throw new TypeError(`a ${name} cannot be written as JSON`);
    return Array.from(this.getCompressed());
  }

  /** The text for Node's console. */
  [Symbol.for('nodejs.util.inspect.custom')]() {
    const { name } = this.constructor;
    if (this.#object === undefined) return `${name} (freed)`;
    return typeof this.numBits === 'function' ? `${name} (${this.numBits()} bits)` : name;
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

/** Whether the object of an owner was freed. */
export const isFreed = (owner) => take(owner) === undefined;

/** The object of an owner, for a call that creates something. */
export function roomyObjectOf(owner, Class) {
  const object = objectOf(owner, Class);
  room();
  return object;
}

/** The object of an owner, which must be of a class. */
export function objectOf(owner, Class, what = Class.name) {
  if (!(owner instanceof Class)) throw new TypeError(`this must be ${withArticle(what)}, not ${describe(owner)}`);
  const object = take(owner);
  if (object === undefined) throw new Error(`this ${what} was freed`);
  return object;
}

const withArticle = (name) => `${/^[AEIOU]/.test(name) ? 'an' : 'a'} ${name}`;

/** The error of a method that a coder of the other kind has. */
export function misplaced(owner, method, advice) {
  if (isFreed(owner)) return new Error(`this ${owner.constructor.name} was freed`);
  return new TypeError(`${withArticle(owner.constructor.name)} has no ${method}: ${advice}`);
}

/** The advice for a call of `encode` on a stack. */
export const ON_A_STACK = 'it is a stack, which decodes the last symbol first; encodeReverse encodes the last symbol first';
/** The advice for a call of `encodeReverse` on a queue. */
export const ON_A_QUEUE = 'it is a queue, which returns symbols in their order; call encode';

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
  if (value instanceof Owner) return withArticle(value.constructor.name);
  if (typeof value === 'function' || typeof value === 'object') return Object.prototype.toString.call(value);
  return String(value);
}
