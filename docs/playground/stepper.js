// Coding one symbol at a time, forwards and back. Every state shown is that of a coder of the package; to go back is to
// take up the copy that was made before the step.

import { AnsCoder, ChainCoder, QueueDecoder, QueueEncoder, RangeDecoder, RangeEncoder, code } from './package.js';
import { chainSupply, checkCoder, fillWords } from './coders.js';

/** Messages are stepped through up to this many symbols. */
export const MAX_STEPS = 48;

class AnsStep {
  constructor(plan, coder = new AnsCoder()) {
    Object.assign(this, { plan, coder });
  }
  encode({ symbol, model }) { this.coder.encodeSymbol(symbol, model); }
  finish() {}
  decode({ model }) { return this.coder.decodeSymbol(model); }
  clone() { return new AnsStep(this.plan, this.coder.clone()); }
  free() { this.coder.free(); }
  snapshot() {
    return { state: this.coder.state, words: [...this.coder.bulk()], compressed: [...this.coder.getCompressed()] };
  }
}

class RangeStep {
  constructor(plan, encoder = new RangeEncoder(), decoder = undefined) {
    Object.assign(this, { plan, encoder, decoder });
  }
  encode({ symbol, model }) { this.encoder.encodeSymbol(symbol, model); }
  finish() { this.decoder = new RangeDecoder(this.encoder.getCompressed()); }
  decode({ model }) { return this.decoder.decodeSymbol(model); }
  clone() { return new RangeStep(this.plan, this.encoder.clone(), this.decoder?.clone()); }
  free() { this.encoder.free(); this.decoder?.free(); }
  snapshot() {
    const compressed = [...this.encoder.getCompressed()];
    if (!this.decoder) return { ...this.encoder.state, words: [...this.encoder.bulk()], compressed };
    const { lower, range, point } = this.decoder.state;
    return { lower, range, point, position: this.decoder.pos().position, words: compressed, compressed };
  }
}

class ChainStep {
  constructor(plan, coder) {
    const supply = () => fillWords(chainSupply(plan.symbols.length));
    Object.assign(this, { plan, coder: coder ?? new ChainCoder(supply(), { isRemainders: true }) });
  }
  encode({ symbol, model }) { this.coder.encodeSymbol(symbol, model); }
  finish() {}
  decode({ model }) { return this.coder.decodeSymbol(model); }
  clone() { return new ChainStep(this.plan, this.coder.clone()); }
  free() { this.coder.free(); }
  snapshot() {
    const [compressed, remainders] = this.coder.getRemainders();
    const heads = this.coder.heads;
    const headWords = heads.remainders >> 32n ? 3 : 2; // the words of the heads are at the end
    return { heads, words: [...compressed], remainders: [...remainders].slice(0, -headWords), compressed: [...compressed, ...remainders] };
  }
}

class HuffmanStep {
  constructor(plan, codes, encoder = new QueueEncoder(), decoder = undefined) {
    this.codes = codes ?? plan.models.map((one, context) => one && code.huffman({ probabilities: plan.weights(context) }));
    Object.assign(this, { plan, encoder, decoder });
  }
  encode({ symbol, context }) { this.encoder.encodeSymbol(symbol - this.plan.first, this.codes[context]); }
  finish() { this.decoder = new QueueDecoder(this.encoder.getCompressed()); }
  decode({ context }) { return this.plan.first + this.decoder.decodeSymbol(this.codes[context]); }
  clone() { return new HuffmanStep(this.plan, this.codes, this.encoder.clone(), this.decoder?.clone()); }
  free() { this.encoder.free(); this.decoder?.free(); }
  codewords(context) {
    return Array.from({ length: this.plan.size }, (_, i) => this.codes[context].codeword(i));
  }
  snapshot() {
    const words = [...this.encoder.getCompressed()];
    const count = this.encoder.numBits();
    const bits = words.map((word) => word.toString(2).padStart(32, '0').split('').reverse().join('')).join('').slice(0, count);
    return { bits, position: this.decoder ? Number(this.decoder.pos()) : undefined, words, compressed: words };
  }
}

const KINDS = { ans: AnsStep, range: RangeStep, chain: ChainStep, huffman: HuffmanStep };

/** All steps for a message: encoding, the hand-over, decoding. */
function script(coder, plan) {
  const steps = Array.from(plan.symbols, (symbol, index) => {
    const context = plan.contextAt(index);
    return { index, symbol, context, model: plan.models[context] };
  });
  const encode = steps.map((step) => ({ ...step, phase: 'encode' }));
  if (coder === 'ans' || coder === 'chain') encode.reverse();
  return [...encode, { phase: 'finish' }, ...steps.map((step) => ({ ...step, phase: 'decode' }))];
}

export class Stepper {
  #history = [];
  #now;

  constructor(coder, plan) {
    checkCoder(coder, plan.precision);
    this.coder = coder;
    this.plan = plan;
    this.steps = script(coder, plan);
    this.#now = new KINDS[coder](plan);
  }

  /** Number of steps done. */
  get position() { return this.#history.length; }
  get total() { return this.steps.length; }
  /** The step done last, and the one that is next. */
  get last() { return this.steps[this.position - 1]; }
  get next() { return this.steps[this.position]; }

  snapshot() { return this.#now.snapshot(); }
  before() { return this.#history.at(-1)?.snapshot(); }
  codewords(context) { return this.#now.codewords?.(context); }

  forward() {
    const step = this.next;
    if (!step) return false;
    const after = this.#now.clone();
    const result = after[step.phase](step);
    if (step.phase === 'decode') step.decoded = result;
    this.#history.push(this.#now);
    this.#now = after;
    return true;
  }

  back() {
    if (this.position === 0) return false;
    this.#now.free();
    this.#now = this.#history.pop();
    return true;
  }

  to(position) {
    while (this.position < position && this.forward());
    while (this.position > position && this.back());
  }

  free() {
    this.to(0);
    this.#now.free();
  }
}
