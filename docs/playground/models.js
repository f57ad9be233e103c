// From a choice on the page and a message to models of the package. Nothing here computes a probability in fixed point:
// all intervals are the package's.

import { model } from './package.js';
import { label, moments } from './message.js';

/** A choice that cannot be used; `control` is the id of the control that has to change. */
export class ChoiceError extends Error {
  constructor(control, text) {
    super(text);
    this.control = control;
  }
}

export const PRECISIONS = [4, 5, 6, 8, 10, 12, 16, 24];
export const CHAIN_PRECISION = 24;

/**
 * Reads lines such as `a 0.5`. The symbol is a character, `space`, `newline` or a number from 0 to 255 of several
 * digits or after `#`. Returns [byte, weight] in ascending order of the bytes.
 */
export function parseWeights(text) {
  const weights = new Map();
  text.split('\n').forEach((line, index) => {
    if (line.trim() === '') return;
    const where = `Line ${index + 1}`;
    const parts = line.trim().split(/\s+/);
    if (parts.length !== 2) throw new ChoiceError('own', `${where} should be a symbol, a space and a number, such as “a 0.5”.`);
    const byte = parseSymbol(parts[0]);
    if (byte === undefined) throw new ChoiceError('own', `${where}: “${parts[0]}” is not a symbol of one byte. Write a character, space, newline or #0 to #255.`);
    const weight = Number(parts[1]);
    if (!Number.isFinite(weight)) throw new ChoiceError('own', `${where}: “${parts[1]}” is not a number.`);
    if (weight < 0) throw new ChoiceError('own', `${where}: a probability cannot be negative.`);
    if (weights.has(byte)) throw new ChoiceError('own', `${where}: “${parts[0]}” has a probability already.`);
    weights.set(byte, weight);
  });
  if (weights.size === 0) throw new ChoiceError('own', 'Give at least one symbol and its probability.');
  if ([...weights.values()].every((weight) => weight === 0)) {
    throw new ChoiceError('own', 'At least one probability has to be above 0.');
  }
  return [...weights].sort((a, b) => a[0] - b[0]);
}

function parseSymbol(text) {
  if (text === 'space') return 0x20;
  if (text === 'newline') return 0x0a;
  if (/^#\d{1,3}$/.test(text)) return Number(text.slice(1)) < 256 ? Number(text.slice(1)) : undefined;
  const bytes = new TextEncoder().encode(text);
  return bytes.length === 1 ? bytes[0] : undefined;
}

/** Lines for `parseWeights` that say how often each byte occurs. */
export function writeWeights({ alphabet, counts, kind }) {
  const name = (byte) => {
    if (byte === 0x20) return 'space';
    if (byte === 0x0a) return 'newline';
    return kind === 'text' && byte > 0x20 && byte < 0x7f && byte !== 0x23 ? String.fromCharCode(byte) : `#${byte}`;
  };
  return alphabet.map((byte) => `${name(byte)} ${counts[byte]}`).join('\n');
}

/**
 * A message as the symbols of a model, and that model: one for all symbols, or one for each context.
 *
 * `choice`: `{ family: 'order0' | 'order1' | 'gaussian' | 'own', precision, mean, std, own }`.
 */
export class Plan {
  constructor(choice, message) {
    if (message.bytes.length === 0) throw new ChoiceError('message', 'The message is empty: write some text or choose a file.');
    this.choice = choice;
    this.message = message;
    this.precision = choice.precision;
    const alphabet = choice.family === 'own' ? parseWeights(choice.own) : message.alphabet.map((byte) => [byte, message.counts[byte]]);
    if (choice.family === 'gaussian') this.#gaussian(choice, message);
    else this.#categorical(choice, message, alphabet);
  }

  #gaussian({ mean, std }, { bytes, alphabet }) {
    this.alphabet = undefined;
    this.first = alphabet[0];
    this.size = alphabet.at(-1) - this.first + 1;
    this.#checkSize();
    this.symbols = bytes;
    const options = { min: this.first, max: this.first + this.size - 1, mean, std, precision: this.precision };
    this.models = [model.quantizedGaussian(options)];
  }

  #categorical({ family }, message, alphabet) {
    this.alphabet = alphabet.map(([byte]) => byte);
    this.first = 0;
    this.size = alphabet.length;
    this.#checkSize();
    const index = new Int16Array(256).fill(-1);
    this.alphabet.forEach((byte, i) => { index[byte] = i; });
    const missing = message.alphabet.find((byte) => index[byte] < 0);
    if (missing !== undefined) {
      throw new ChoiceError('own', `The message contains “${label(missing, message.kind)}”, which has no line here.`);
    }
    this.symbols = message.bytes.map((byte) => index[byte]);
    const weights = Float64Array.from(alphabet, ([, weight]) => weight);
    this.counts = []; // what the tables were made of
    this.models = [this.#table(0, weights)];
    if (family === 'order1') this.#orderOne();
  }

  /** A model for each byte that stands before another one, from how often each byte follows it. */
  #orderOne() {
    const { size, symbols } = this;
    const stride = this.message.stride;
    const counts = new Float64Array(size * size);
    for (let i = stride; i < symbols.length; i++) counts[symbols[i - stride] * size + symbols[i]] += 1;
    for (let before = 0; before < size; before++) {
      const row = counts.subarray(before * size, (before + 1) * size);
      this.models.push(row.some((count) => count > 0) ? this.#table(before + 1, row.slice()) : undefined);
    }
  }

  #table(context, weights) {
    this.counts[context] = [...weights];
    return model.categorical({ probabilities: weights, quantization: 'perfect', precision: this.precision });
  }

  #checkSize() {
    if (this.size <= 2 ** this.precision) return;
    const needed = Math.ceil(Math.log2(this.size));
    throw new ChoiceError('precision', `${2 ** this.precision} steps cannot be shared by ${this.size} symbols. `
      + `Choose ${PRECISIONS.find((bits) => bits >= needed)} bits or more.`);
  }

  get hasContexts() {
    return this.models.length > 1;
  }

  /** Number of the model of the symbol at a place: 0, or 1 + the symbol before it, `stride` places back. */
  contextAt(index, symbols = this.symbols) {
    const before = index - this.message.stride;
    return this.hasContexts && before >= 0 ? symbols[before] + 1 : 0;
  }

  modelAt(index, symbols = this.symbols) {
    return this.models[this.contextAt(index, symbols)];
  }

  /** The probabilities of a model in units of 2^-precision, as exact integers. */
  weights(context) {
    return Array.from(this.models[context].probabilities(), (p) => Math.round(p * 2 ** this.precision));
  }

  /** The intervals of all symbols of a model: `{symbol, label, left, probability}`. */
  intervals(context) {
    let left = 0;
    return this.weights(context).map((probability, i) => {
      const symbol = this.first + i;
      const interval = { symbol, label: this.label(symbol), left, probability };
      left += probability;
      return interval;
    });
  }

  byteOf(symbol) {
    return this.alphabet ? this.alphabet[symbol] : symbol;
  }

  label(symbol) {
    return label(this.byteOf(symbol), this.message.kind);
  }

  /** Information content of the message in bits under these models: what an ideal coder would need. */
  informationContent() {
    const counts = this.models.map((one) => one && new Float64Array(256));
    for (let i = 0; i < this.symbols.length; i++) counts[this.contextAt(i)][this.symbols[i]] += 1;
    let bits = 0;
    counts.forEach((row, context) => row?.forEach((count, symbol) => {
      if (count === 0) return;
      bits += count * (this.precision - Math.log2(this.models[context].interval(symbol).probability));
    }));
    return bits;
  }
}

/** What the sliders start with: the message's own mean and standard deviation. */
export function fittedGaussian(message) {
  const { mean, std } = moments(message);
  return { mean: Math.round(mean * 2) / 2, std: Math.min(100, Math.max(0.5, Math.round(std * 2) / 2)) };
}
