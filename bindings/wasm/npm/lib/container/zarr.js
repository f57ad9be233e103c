// The codec `constriction` of Zarr, format 3, for zarrita: that of docs/zarr.

import { describe } from '../native.js';
import { typeOf } from './elements.js';
import { translated } from './errors.js';
import { checkFits } from './memory.js';
import { modelOf, native } from './native.js';

/** The numbers by which Rust knows the types of symbols. */
const KINDS = { bool: 1, int8: 0, uint8: 1, int16: 2, uint16: 3, int32: 4, uint32: 5, int64: 6, uint64: 7 };

/** The shape of a chunk as it is encoded, after codecs that transpose it. */
function encodedShape({ shape, codecs = [] }) {
  return codecs.filter(({ name }) => name === 'transpose').reduce((lengths, { configuration: { order = 'C' } = {} }) => {
    if (order === 'C') return lengths;
    return order === 'F' ? [...lengths].reverse() : order.map((axis) => lengths[axis]);
  }, shape);
}

/** The class of the codec, with the one that makes chunks of bytes. */
function codecWith(Bytes) {
  return class ConstrictionCodec {
    kind = 'array_to_bytes';
    #bytes;
    #dtype;
    #shape;
    #count;
    #model;

    constructor(configuration, meta) {
      const { model = 'auto', ...others } = configuration ?? {};
      const [unknown] = Object.keys(others);
      if (unknown !== undefined) throw new TypeError(`the codec constriction has no option ${unknown}`);
      if (typeof model !== 'string') throw new TypeError(`the model must be a text, not ${describe(model)}`);
      this.#bytes = Bytes.fromConfig({ endian: 'little' }, meta);
      this.#dtype = typeOf(meta.dataType).dtype;
      this.#shape = Float64Array.from(encodedShape(meta));
      this.#count = this.#shape.reduce((product, length) => product * length, 1);
      if (model !== 'auto') this.#model = this.#modelOf(model);
    }

    static fromConfig(configuration, meta) {
      return new this(configuration, meta);
    }

    #modelOf(text) {
      const { object, lacking } = modelOf(text);
      if (lacking.length === 0 && KINDS[this.#dtype] !== undefined) return object;
      object.free();
      if (lacking.length === 0) throw new TypeError(`chunks of ${this.#dtype} have no model, which is for integers`);
      throw new TypeError(`the model must have all its parameters, but lacks ${lacking.map(({ name }) => name).join(', ')}`);
    }

    encode({ data }) {
      const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
      checkFits(bytes.length);
      return translated(() =>
        this.#model === undefined
          ? native().encode_auto(this.#dtype, this.#shape, bytes)
          : native().encode_chunk(KINDS[this.#dtype], bytes, this.#model),
      );
    }

    decode(bytes) {
      const { ArrayOf, parts } = typeOf(this.#dtype);
      const length = this.#count * parts * ArrayOf.BYTES_PER_ELEMENT;
      checkFits(bytes.length + length);
      const decoded = translated(() =>
        this.#model === undefined
          ? native().decode_auto(this.#dtype, this.#shape, bytes, length)
          : native().decode_chunk(KINDS[this.#dtype], this.#count, bytes, this.#model),
      );
      return this.#bytes.decode(decoded);
    }
  };
}

export function register(registry) {
  const bytes = registry?.get?.('bytes');
  if (typeof bytes !== 'function') throw new TypeError(`this is not the registry of zarrita: ${describe(registry)}`);
  registry.set('constriction', async () => codecWith(await bytes()));
}
