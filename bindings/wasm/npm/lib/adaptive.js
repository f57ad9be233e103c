// Models that learn.

import { bytesOf, integerOf, optionsOf, symbolsOf } from './arrays.js';
import { describe, native, objectOf, Owner, room, roomyNative, roomyObjectOf } from './native.js';

const MOST = 2 ** 32 - 1;

export class AdaptiveModel extends Owner {
  constructor(object) {
    if (!(object instanceof native().AdaptiveModel)) throw new TypeError("models that learn are made by the functions of 'adaptive'");
    super(object);
  }

  get numSymbols() {
    return objectOf(this, AdaptiveModel).num_symbols();
  }

  get numContexts() {
    return objectOf(this, AdaptiveModel).num_contexts();
  }

  get precision() {
    return objectOf(this, AdaptiveModel).precision();
  }

  costBits(symbols, contexts) {
    const object = objectOf(this, AdaptiveModel);
    const { kind, bytes } = symbolsOf(symbols);
    return object.cost_bits(kind, bytes, contextsOf(this, contexts));
  }

  reset() {
    objectOf(this, AdaptiveModel).reset();
  }

  clone() {
    const copy = new AdaptiveModel(roomyObjectOf(this, AdaptiveModel).copy());
    if (mixers.has(this)) mixers.add(copy);
    return copy;
  }

  save() {
    return roomyObjectOf(this, AdaptiveModel).save();
  }

  load(bytes) {
    roomyObjectOf(this, AdaptiveModel).load(bytesOf(bytes));
  }
}

/** Adds one rule, or one array, to the contexts of a call. */
function add(native, context) {
  if (context === 'word') native.word();
  else if (typeof context === 'number') native.same(BigInt(integerOf(context, 'a context', 0, Number.MAX_SAFE_INTEGER)));
  else if (Array.isArray(context) || ArrayBuffer.isView(context)) {
    const { kind, bytes } = symbolsOf(context, 'context');
    native.each(kind, bytes);
  } else {
    const { order, leftTop, shift = 0 } = optionsOf(context, ['order', 'leftTop', 'shift'], 'parts of a rule of contexts');
    if ((order === undefined) === (leftTop === undefined)) {
      throw new TypeError('a rule of contexts has either an order or a width of leftTop');
    }
    integerOf(shift, 'shift', 0, 31);
    if (leftTop === undefined) native.order(integerOf(order, 'order', 0, 64), shift);
    else native.left_top(integerOf(leftTop, 'the width of leftTop', 1, MOST), shift);
  }
}

const mixers = new WeakSet();

/** The contexts of a call: a rule or an array, or for a mixer a list of them. */
export function contextsOf(model, contexts) {
  room();
  const list = new (native().Contexts)();
  try {
    if (mixers.has(model)) {
      if (!Array.isArray(contexts)) {
        throw new TypeError(`a mixer needs an array of contexts, a rule or an array for each input, not ${describe(contexts)}`);
      }
      for (const context of contexts) add(list, context);
    } else if (contexts !== undefined) {
      add(list, contexts);
    }
  } catch (error) {
    list.free();
    throw error;
  }
  return list;
}

/** How bits learn: rates, and a limit. */
function learning({ rate, limit }) {
  if (rate !== undefined && limit !== undefined) throw new TypeError('bits learn by a rate or up to a limit, not by both');
  const rates = rate === undefined ? [] : Array.isArray(rate) ? rate : [rate];
  if (rates.length > 2) throw new RangeError(`there are one or two rates, not ${rates.length}`);
  for (const each of rates) integerOf(each, 'rate', 1, 14);
  if (limit !== undefined) integerOf(limit, 'limit', 0, 1023);
  return [Uint32Array.from(rates), limit];
}

/** Makes models from options, of which some must be given. */
function maker(name, known, needed, make) {
  return (options = {}) => {
    optionsOf(options, known, `options of ${name}`);
    for (const each of needed) integerOf(options[each], each, 0, MOST);
    const contexts = known.includes('numContexts') ? integerOf(options.numContexts ?? 1, 'numContexts', 1, MOST) : undefined;
    return new AdaptiveModel(make(roomyNative().AdaptiveModel, options, contexts));
  };
}

const mixer = maker('mixer', ['bits', 'numInputs', 'tableBits'], ['bits', 'numInputs'], (Native, options) =>
  Native.mixer(options.bits, options.numInputs, integerOf(options.tableBits ?? 14, 'tableBits', 0, MOST)),
);

export const adaptive = Object.freeze({
  bernoulli: maker('bernoulli', ['rate', 'limit', 'numContexts'], [], (Native, options, contexts) =>
    Native.bernoulli(...learning(options), contexts),
  ),
  categorical: maker(
    'categorical',
    ['numSymbols', 'increment', 'limit', 'numContexts'],
    ['numSymbols'],
    (Native, { numSymbols, increment = 32, limit = 2 ** 24 }, contexts) =>
      Native.categorical(numSymbols, integerOf(increment, 'increment', 1, MOST), integerOf(limit, 'limit', 1, MOST), contexts),
  ),
  bitTree: maker('bitTree', ['bits', 'rate', 'limit', 'numContexts'], ['bits'], (Native, options, contexts) =>
    Native.bit_tree(options.bits, ...learning(options), contexts),
  ),
  nibbles: maker('nibbles', ['numContexts'], [], (Native, _options, contexts) => Native.nibbles(contexts)),
  mixer: (options) => {
    const made = mixer(options);
    mixers.add(made);
    return made;
  },
});
