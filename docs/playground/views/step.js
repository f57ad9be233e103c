// One symbol at a time, forwards and back.

import { clearErrors, element, find, onStepKeys, setDisabled } from '../dom.js';
import { drawAns } from '../drawing/ans.js';
import { drawBell } from '../drawing/bell.js';
import { drawChain } from '../drawing/chain.js';
import { drawHuffman } from '../drawing/huffman.js';
import { drawIntervals } from '../drawing/intervals.js';
import { drawRange } from '../drawing/range.js';
import { drawTape } from '../drawing/tape.js';
import { head } from '../message.js';
import { MAX_STEPS, Stepper } from '../stepper.js';

/** Milliseconds between two steps while the steps play. */
const PACE = 900;

const DRAW = { ans: drawAns, chain: drawChain, huffman: drawHuffman, range: drawRange };
const ABOUT = {
  ans: 'ANS keeps one big number, the state. To encode a symbol, the state is divided by the symbol’s probability; the rest of the division chooses a place in the symbol’s interval, which becomes the new low bits. A likely symbol makes the state grow by little. ANS is a stack, so the message is encoded from its end.',
  range: 'A range coder keeps an interval of numbers. Each symbol narrows it to that symbol’s part. Once the first word of its numbers can no longer change, that word is written, and the interval is scaled up again. Range coding is a queue: first in, first out. (To see words held back for a carry, give a, b and c the same probability and encode many b’s.)',
  huffman: 'A Huffman code gives each symbol a path through a binary tree. Likelier symbols have shorter paths. Left is 0, right is 1. The code is built from the same quantised probabilities that the other coders use.',
  chain: 'A chain coder splits the state of ANS in two. The compressed head gives or takes the same number of bits for each symbol. The remainders head keeps the part of these bits that does not choose the symbol. So the model of a symbol has no influence on other symbols.',
};

export class Step {
  #stepper;
  #wanted; // the step that an address asks for
  #message; // the one that is shown
  #timer; // while the steps play

  constructor(setup, changed) {
    this.setup = setup;
    this.changed = changed;
    const act = (action) => { this.#pause(); action(); this.#draw(); changed(); };
    const on = (id, action) => find(id).addEventListener('click', () => act(action));
    on('#step-start', () => this.#stepper?.to(0));
    on('#step-end', () => this.#stepper?.to(this.#stepper.total));
    on('#step-back', () => this.#stepper?.back());
    on('#step-forward', () => this.#stepper?.forward());
    find('#step-position').addEventListener('input', ({ target }) => act(() => this.#stepper?.to(Number(target.value))));
    find('#step-play').addEventListener('click', () => (this.#timer === undefined ? this.#play() : this.#pause()));
    const key = (action) => () => { if (this.#stepper) act(() => action(this.#stepper)); };
    onStepKeys('#view-step', {
      ArrowRight: key((stepper) => stepper.forward()), ArrowLeft: key((stepper) => stepper.back()),
      Home: key((stepper) => stepper.to(0)), End: key((stepper) => stepper.to(stepper.total)),
    });
  }

  get params() {
    return { step: this.#stepper?.position || this.#wanted || undefined };
  }

  restore(params) {
    this.#wanted = Number(params.get('step')) || 0;
  }

  /** What a test compares: everything that is shown of the coder. */
  get state() {
    return this.#stepper && { position: this.#stepper.position, ...this.#stepper.snapshot() };
  }

  /** Does a step after each pause, until the last one or until something else is done. */
  #play() {
    if (!this.#stepper) return;
    if (!this.#stepper.next) this.#stepper.to(0);
    find('#step-play').textContent = 'Pause';
    this.#timer = setInterval(() => {
      if (find('#view-step').hidden || !this.#stepper?.forward()) return this.#pause();
      this.#draw();
      this.changed();
    }, PACE);
    this.#draw();
  }

  #pause() {
    clearInterval(this.#timer);
    this.#timer = undefined;
    find('#step-play').textContent = 'Play';
  }

  show() {
    this.#pause();
    // Another model of the same message is shown at the same step.
    const position = this.#wanted ?? (this.#message === this.setup.message ? this.#stepper?.position : 0) ?? 0;
    this.#message = this.setup.message;
    this.#wanted = undefined;
    this.#stepper?.free();
    this.#stepper = undefined;
    clearErrors(find('#view-step'));
    const start = head(this.setup.message, MAX_STEPS);
    const plan = this.setup.plan(start);
    if (plan) {
      try {
        this.#stepper = new Stepper(this.setup.coder, plan);
        this.#stepper.to(Math.min(position, this.#stepper.total));
      } catch (error) {
        this.setup.showError(error, 'step');
      }
    }
    const cut = start === this.setup.message ? '' : ` The steps show the first ${MAX_STEPS} symbols, with their own model.`;
    find('#step-about').textContent = ABOUT[this.setup.coder] + cut;
    this.#draw();
  }

  #draw() {
    const stepper = this.#stepper;
    const places = ['#step-tape', '#step-intervals', '#step-drawing', '#step-live'].map((id) => find(id));
    const isBellFocused = document.activeElement?.matches('.bell'); // it is drawn anew
    if (!stepper) {
      places.forEach((place) => place.replaceChildren());
      for (const button of find('#view-step').querySelectorAll('.stepper button, .stepper input')) button.disabled = true;
      return;
    }
    const { position, total, last, plan, coder } = stepper;
    setDisabled({ '#step-start': position === 0, '#step-back': position === 0, '#step-forward': position === total, '#step-end': position === total, '#step-play': false });
    Object.assign(find('#step-position'), { disabled: false, max: total, value: position });
    find('#step-position').setAttribute('aria-valuetext', `${position} of ${total}`);

    const shown = last && last.phase !== 'finish' ? last : undefined;
    const context = (shown ?? stepper.next)?.context ?? 0;
    const intervals = plan.intervals(context);
    const now = stepper.snapshot();
    const before = stepper.before() ?? now;
    find('#step-live').textContent = this.#tell(stepper, intervals, stepper.codewords(context));
    places[0].replaceChildren(...drawTape([...plan.symbols].map((symbol) => plan.label(symbol)), stepper.steps, position));
    const letter = find('.now', places[0]);
    if (letter) places[0].scrollLeft = letter.offsetLeft - places[0].clientWidth / 2; // where it does not wrap
    const title = plan.hasContexts ? `The model${context === 0 ? ' of the first symbol' : ` after “${plan.label(context - 1)}”`}` : 'The model';
    places[1].replaceChildren(element('h3', {}, `${title}, in steps of 2`, element('sup', {}, `−${plan.precision}`)));
    // A range coder's own drawing has the intervals in it.
    if (coder !== 'range' || !shown) places[1].append(drawIntervals(intervals, plan.precision, shown?.symbol));
    if (plan.choice.family === 'gaussian') {
      const { mean, std } = plan.choice;
      const shape = { intervals, mean, std, precision: plan.precision, chosen: shown?.symbol, labelOf: (symbol) => plan.label(symbol) };
      places[1].append(drawBell(shape, (wanted) => this.setup.setGaussian(wanted)),
        element('p', { class: 'note' }, 'Drag the bell sideways to change its mean, up or down to change its standard deviation, or use the arrow keys on it.'));
      if (isBellFocused) find('.bell').focus();
    } else if (hasTies(intervals, plan, context)) {
      places[1].append(element('p', { class: 'note' }, `Equally frequent symbols can have shares that differ by one, because shares are whole numbers whose sum is ${2 ** plan.precision}.`));
    }
    if (coder === 'huffman' && plan.hasContexts) {
      places[1].append(element('p', { class: 'note' }, 'With order 1, each possible previous byte has its own tree.'));
    }
    places[2].replaceChildren(...DRAW[coder](now, before, stepper, intervals, stepper.codewords(context)));
  }

  #tell({ position, total, last, plan, next }, intervals, codewords) {
    if (!last) return `Step 0 of ${total}: nothing is encoded yet. “${plan.label(next.symbol)}” is next.`;
    const where = `Step ${position} of ${total}:`;
    if (last.phase === 'finish') return `${where} all symbols are encoded. Now they are decoded.`;
    const { label, left, probability } = intervals.find(({ symbol }) => symbol === last.symbol);
    const bits = (plan.precision - Math.log2(probability)).toFixed(2);
    const verb = last.phase === 'encode' ? 'encoded' : 'decoded';
    const word = codewords && `, and the code word takes ${codewords[last.symbol - plan.first].length}`;
    return `${where} ${verb} “${label}”, ${probability} of ${2 ** plan.precision} from ${left} on: ${bits} bits${word ? ` of information${word}` : ''}.`;
  }
}

/** Whether two symbols have the same count and not the same probability. */
function hasTies(intervals, plan, context) {
  const counts = plan.counts?.[context];
  return counts?.some((count, i) => count > 0 && counts.some((other, k) => k < i && other === count && intervals[k].probability !== intervals[i].probability)) ?? false;
}
