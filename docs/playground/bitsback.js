// Bits-back coding on a model with one latent variable: which of four groups a number from 0 to 15 belongs to.

import { AnsCoder, model } from './package.js';
import { fillWords } from './coders.js';

export const GROUPS = [
  { name: 'A', weight: 0.4, mean: 3, std: 1.5 },
  { name: 'B', weight: 0.3, mean: 7, std: 1.2 },
  { name: 'C', weight: 0.2, mean: 10, std: 2.5 },
  { name: 'D', weight: 0.1, mean: 13, std: 1 },
];
export const VALUES = 16;
const PRECISION = 16;
const FILL = 4; // words that are in the coder before: any data that has to be sent as well

const prior = model.categorical({ probabilities: GROUPS.map(({ weight }) => weight), precision: PRECISION });
const likelihoods = GROUPS.map(({ mean, std }) => model.quantizedGaussian({ min: 0, max: VALUES - 1, mean, std, precision: PRECISION }));
const P_GROUP = [...prior.probabilities()];
const P_VALUE = likelihoods.map((one) => [...one.probabilities()]);

/** Joint probability of a group and a value. */
const joint = (group, value) => P_GROUP[group] * P_VALUE[group][value];

/** Marginal probability of a value: no coder can do better on average. */
export const evidence = (value) => GROUPS.reduce((sum, _, group) => sum + joint(group, value), 0);

/**
 * The group's distribution once the value is known, to the power of `sharpness`: 1 is the exact posterior, 0 knows
 * nothing.
 */
export function posterior(value, sharpness) {
  const powers = GROUPS.map((_, group) => (joint(group, value) / evidence(value)) ** sharpness);
  const probabilities = powers.map((power) => power / powers.reduce((a, b) => a + b));
  return model.categorical({ probabilities, precision: PRECISION });
}

/** Expected net bits of one value: the negative evidence lower bound. */
export function negativeElbo(value, sharpness) {
  return [...posterior(value, sharpness).probabilities()].reduce((sum, q, group) => sum + q * Math.log2(q / joint(group, value)), 0);
}

const STAGES = ['posterior', 'likelihood', 'prior'];

/** Three steps for each value, and back again: each copy of the coder is kept, as in `Stepper`. */
export class BitsBack {
  #history = [];
  #now = new AnsCoder(fillWords(FILL));
  #groups = [];

  constructor(values, sharpness) {
    this.values = values;
    this.sharpness = sharpness;
    this.start = this.#now.numValidBits();
  }

  get position() { return this.#history.length; }
  get total() { return 3 * this.values.length; }

  /** What step number `i` does: `{stage, value, group, model, symbol, verb}`. The group is known once it is decoded. */
  step(i) {
    const stage = STAGES[i % 3];
    const at = Math.floor(i / 3);
    const [value, group] = [this.values[at], this.#groups[at]];
    if (stage === 'posterior') return { stage, at, value, group, model: posterior(value, this.sharpness), symbol: group, verb: 'decode' };
    if (stage === 'likelihood') return { stage, at, value, group, model: likelihoods[group], symbol: value, verb: 'encode' };
    return { stage, at, value, group, model: prior, symbol: group, verb: 'encode' };
  }

  forward() {
    if (this.position === this.total) return false;
    const step = this.step(this.position);
    const after = this.#now.clone();
    if (step.verb === 'decode') this.#groups[step.at] = after.decodeSymbol(step.model);
    else after.encodeSymbol(step.symbol, step.model);
    this.#history.push(this.#now);
    this.#now = after;
    return true;
  }

  back() {
    if (this.position === 0) return false;
    this.#now.free();
    this.#now = this.#history.pop();
    if (this.position % 3 === 0) this.#groups.length = this.position / 3;
    return true;
  }

  to(position) {
    while (this.position < position && this.forward());
    while (this.position > position && this.back());
  }

  /** Exact bits of a step that is done, by its interval: negative where bits come back. */
  bits(i) {
    const { model: one, symbol, verb } = this.step(i);
    const content = one.precision - Math.log2(one.interval(symbol).probability);
    return verb === 'decode' ? -content : content;
  }

  snapshot() {
    return { state: this.#now.state, words: [...this.#now.bulk()], bits: this.#now.numValidBits() };
  }

  /** Decodes on a copy all values that are encoded whole; tells them and whether the coder is then as it was at first. */
  restore() {
    const coder = this.#now.clone();
    const count = Math.floor(this.position / 3);
    const values = [];
    for (let i = count - 1; i >= 0; i--) {
      const group = coder.decodeSymbol(prior);
      values.unshift(coder.decodeSymbol(likelihoods[group]));
      coder.encodeSymbol(group, posterior(values[0], this.sharpness));
    }
    const exact = String(coder.getCompressed()) === String(fillWords(FILL)) && values.every((value, i) => value === this.values[i]);
    coder.free();
    return { values, exact };
  }

  free() {
    this.to(0);
    this.#now.free();
  }
}
