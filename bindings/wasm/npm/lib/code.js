// Symbol codes.

import { bytesOf, countsOf, floatsOf, integerOf, oneSymbol, optionsOf, uint64Of } from './arrays.js';
import { native, objectOf, Owner, roomyNative, roomyObjectOf } from './native.js';

/** The longest code words of a canonical Huffman code by default. */
const MAX_LENGTH = 32;

export class Code extends Owner {
  constructor(object) {
    if (!(object instanceof native().Code)) throw new TypeError("codes are made by the functions of 'code'");
    super(object);
  }

  get numSymbols() {
    return objectOf(this, Code).num_symbols();
  }

  get lengths() {
    return roomyObjectOf(this, Code).lengths();
  }

  codeword(symbol) {
    const object = roomyObjectOf(this, Code);
    const { kind, bytes } = oneSymbol(symbol);
    return object.codeword(kind, bytes);
  }
}

/** Calls one of two functions, as the weights are in single or double precision; counts are exact in that. */
function fromWeights(name, weights, option, ...rest) {
  const { Code: Native } = roomyNative();
  const counts = countsOf(weights, option);
  const { numbers, isSingle } = counts ? { numbers: counts, isSingle: false } : floatsOf(weights, option);
  return new Code(Native[`${name}_${isSingle ? 'f32' : 'f64'}`](numbers, ...rest));
}

const only = (options, known, name) => optionsOf(options, known, `options of ${name}`);

export const code = Object.freeze({
  huffman(options) {
    const { probabilities } = only(options, ['probabilities'], 'huffman');
    return fromWeights('huffman', probabilities, 'probabilities');
  },

  canonicalHuffman(options) {
    const { probabilities, lengths, maxLength } = only(
      options,
      ['probabilities', 'lengths', 'maxLength'],
      'canonicalHuffman',
    );
    if (lengths === undefined) {
      const length = integerOf(maxLength ?? MAX_LENGTH, 'maxLength', 0, 2 ** 32 - 1);
      return fromWeights('canonical', probabilities, 'probabilities', length);
    }
    if (probabilities !== undefined || maxLength !== undefined) {
      throw new TypeError('a canonical Huffman code is made from probabilities or from lengths');
    }
    const array = Array.isArray(lengths)
      ? Uint8Array.from(lengths, (length) => integerOf(length, 'a length', 0, 255))
      : bytesOf(lengths);
    return new Code(roomyNative().Code.canonical_lengths(array));
  },

  expGolomb(options = {}) {
    const { order = 0 } = only(options, ['order'], 'expGolomb');
    return new Code(roomyNative().Code.exp_golomb(integerOf(order, 'order', 0, 2 ** 32 - 1)));
  },

  eliasGamma() {
    return new Code(roomyNative().Code.elias_gamma());
  },

  eliasDelta() {
    return new Code(roomyNative().Code.elias_delta());
  },

  golomb(options) {
    const { divisor } = only(options, ['divisor'], 'golomb');
    return new Code(roomyNative().Code.golomb(uint64Of(divisor, 'divisor')));
  },

  rice(options) {
    const { lowBits } = only(options, ['lowBits'], 'rice');
    return new Code(roomyNative().Code.rice(integerOf(lowBits, 'lowBits', 0, 2 ** 32 - 1)));
  },

  unary() {
    return new Code(roomyNative().Code.unary());
  },
});
