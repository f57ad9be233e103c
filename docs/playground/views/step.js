// One symbol at a time, forwards and back.

import { clearErrors, element, find } from '../dom.js';
import { drawAns } from '../drawing/ans.js';
import { drawChain } from '../drawing/chain.js';
import { drawHuffman } from '../drawing/huffman.js';
import { drawIntervals } from '../drawing/intervals.js';
import { drawRange } from '../drawing/range.js';
import { head } from '../message.js';
import { MAX_STEPS, Stepper } from '../stepper.js';

const DRAW = { ans: drawAns, chain: drawChain, huffman: drawHuffman, range: drawRange };
const ABOUT = {
  ans: 'ANS keeps one big number, the state. To encode a symbol, the state is divided by the symbol’s probability; what remains of the division picks a place in the symbol’s interval, and becomes the new low bits. A likely symbol makes the state grow little. It is a stack, so the message is encoded from its end.',
  range: 'A range coder keeps an interval of numbers. Each symbol narrows it to that symbol’s part; once the first word can no longer change, it is written, and the interval is drawn larger again. It is a queue: first in, first out. (To see words held back, give a, b and c the same probability and encode many b’s.)',
  huffman: 'A Huffman code gives each symbol a path through a binary tree, shorter if the symbol is likelier. Left is 0, right is 1. The code is made from the same quantised probabilities that the other coders use.',
  chain: 'A chain coder splits the state of ANS in two: the compressed head gives and takes the same number of bits for each symbol, the remainders head keeps what the symbol’s probability leaves of them. So a symbol’s model never changes what other symbols decode to.',
};

export class Step {
  #stepper;

  constructor(setup) {
    this.setup = setup;
    const on = (id, action) => find(id).addEventListener('click', () => { action(); this.#draw(); });
    on('#step-start', () => this.#stepper?.to(0));
    on('#step-end', () => this.#stepper?.to(this.#stepper.total));
    on('#step-back', () => this.#stepper?.back());
    on('#step-forward', () => this.#stepper?.forward());
    find('#step-position').addEventListener('input', ({ target }) => { this.#stepper?.to(Number(target.value)); this.#draw(); });
    document.addEventListener('keydown', (event) => this.#key(event));
  }

  /** What a test compares: everything that is shown of the coder. */
  get state() {
    return this.#stepper && { position: this.#stepper.position, ...this.#stepper.snapshot() };
  }

  show() {
    this.#stepper?.free();
    this.#stepper = undefined;
    clearErrors(find('#view-step'));
    const start = head(this.setup.message, MAX_STEPS);
    const plan = this.setup.plan(start);
    if (plan) {
      try {
        this.#stepper = new Stepper(this.setup.coder, plan);
      } catch (error) {
        this.setup.showError(error, 'step');
      }
    }
    const cut = start === this.setup.message ? '' : ` Shown are the first ${MAX_STEPS} symbols, with a model of their own.`;
    find('#step-about').textContent = ABOUT[this.setup.coder] + cut;
    this.#draw();
  }

  #key(event) {
    if (find('#view-step').hidden || !this.#stepper || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.target.closest('input, textarea, select, nav, .scroll, summary')) return;
    const actions = {
      ArrowRight: () => this.#stepper.forward(), ArrowLeft: () => this.#stepper.back(),
      Home: () => this.#stepper.to(0), End: () => this.#stepper.to(this.#stepper.total),
    };
    if (!actions[event.key]) return;
    event.preventDefault();
    actions[event.key]();
    this.#draw();
  }

  #draw() {
    const stepper = this.#stepper;
    const places = ['#step-tape', '#step-intervals', '#step-drawing', '#step-live'].map((id) => find(id));
    if (!stepper) {
      places.forEach((place) => place.replaceChildren());
      for (const button of find('#view-step').querySelectorAll('.stepper button, .stepper input')) button.disabled = true;
      return;
    }
    const { position, total, last, plan, coder } = stepper;
    find('#step-start').disabled = find('#step-back').disabled = position === 0;
    find('#step-end').disabled = find('#step-forward').disabled = position === total;
    Object.assign(find('#step-position'), { disabled: false, max: total, value: position });
    find('#step-position').setAttribute('aria-valuetext', `${position} of ${total}`);

    const shown = last && last.phase !== 'finish' ? last : undefined;
    const context = (shown ?? stepper.next)?.context ?? 0;
    const intervals = plan.intervals(context);
    const now = stepper.snapshot();
    const before = stepper.before() ?? now;
    find('#step-live').textContent = this.#tell(stepper, intervals);
    places[0].replaceChildren(...this.#tape(stepper));
    const title = plan.hasContexts ? `The model${context === 0 ? ' of the first symbol' : ` after “${plan.label(context - 1)}”`}` : 'The model';
    places[1].replaceChildren(element('h3', {}, `${title}, in steps of 2`, element('sup', {}, `−${plan.precision}`)));
    // A range coder's own drawing has the intervals in it.
    if (coder !== 'range' || !shown) places[1].append(drawIntervals(intervals, plan.precision, shown?.symbol));
    if (coder === 'huffman' && plan.hasContexts) {
      places[1].append(element('p', { class: 'note' }, 'With order 1, each byte that can come before has a tree of its own.'));
    }
    places[2].replaceChildren(...DRAW[coder](now, before, stepper, intervals, stepper.codewords(context)));
  }

  #tell({ position, total, last, plan, next }, intervals) {
    if (!last) return `Step 0 of ${total}: nothing is encoded yet. “${plan.label(next.symbol)}” is next.`;
    const where = `Step ${position} of ${total}:`;
    if (last.phase === 'finish') return `${where} all symbols are encoded. Now they are decoded.`;
    const { label, left, probability } = intervals.find(({ symbol }) => symbol === last.symbol);
    const bits = (plan.precision - Math.log2(probability)).toFixed(2);
    const verb = last.phase === 'encode' ? 'encoded' : 'decoded';
    return `${where} ${verb} “${label}”, ${probability} of ${2 ** plan.precision} from ${left} on: ${bits} bits.`;
  }

  #tape({ steps, position, last, plan }) {
    const phases = new Map();
    for (const step of steps.slice(0, position)) if (step.index !== undefined) phases.set(step.index, step.phase);
    return [...plan.symbols].map((symbol, i) => {
      const state = { encode: 'done', decode: 'decoded' }[phases.get(i)] ?? '';
      return element('span', { class: last?.index === i ? 'now' : state }, plan.label(symbol));
    });
  }
}
