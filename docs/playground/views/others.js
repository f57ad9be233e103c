// Three small coders of the lectures: arithmetic coding with real numbers, ANS by tables, and Golomb codes.

import { clearErrors, find, fixed, onStepKeys, setDisabled, showError } from '../dom.js';
import { numberOf } from '../address.js';
import { drawLines } from '../drawing/arithmetic.js';
import { LAST, drawGolomb, linesGolomb, tellGolomb } from '../drawing/golomb.js';
import { drawReal, linesReal, tellReal } from '../drawing/real.js';
import { drawTans, linesTans, tellTans } from '../drawing/tans.js';
import { drawTape } from '../drawing/tape.js';
import { MOST_M, bestDivisor } from '../golomb.js';
import { runReal } from '../real.js';
import { runTans } from '../tans.js';
import { readLetters } from './toy.js';

const PARTS = ['real', 'tans', 'golomb'];
const FIRST = { message: 'abacab', m: 3, p: 0.8 };
const MOST_LETTERS = 10;

export class Others {
  #run; // the steps of a message
  #position = 0; // a step; the number n of Golomb codes

  constructor(changed) {
    this.changed = changed;
    const keys = {
      ArrowRight: () => this.#go(this.#position + 1), ArrowLeft: () => this.#go(this.#position - 1), Home: () => this.#go(0), End: () => this.#go(Infinity),
    };
    for (const [id, key] of [['start', 'Home'], ['back', 'ArrowLeft'], ['forward', 'ArrowRight'], ['end', 'End']]) find(`#others-${id}`).addEventListener('click', keys[key]);
    onStepKeys('#view-others', keys);
    const again = () => { this.show(); changed(); };
    for (const radio of document.getElementsByName('part')) radio.addEventListener('change', () => { this.#position = 0; again(); });
    find('#others-message').addEventListener('input', () => { this.#position = 0; again(); });
    for (const id of ['#others-m', '#others-p']) find(id).addEventListener('input', again);
    find('#others-best').addEventListener('click', () => { find('#others-m').value = bestDivisor(this.#p); again(); });
  }

  get #part() { return find('input[name=part]:checked').value; }
  get #message() { return find('#others-message').value; }
  get #m() { return Number(find('#others-m').value); }
  get #p() { return Number(find('#others-p').value); }
  get #total() { return this.#part === 'golomb' ? LAST : (this.#run?.steps.length ?? 1) - 1; }

  get params() {
    const unless = (value, usual) => (value === usual ? undefined : value);
    const part = this.#part;
    const own = part === 'golomb' ? { m: unless(this.#m, FIRST.m), p: unless(this.#p, FIRST.p), n: this.#position || undefined }
      : { message: unless(this.#message, FIRST.message), step: this.#position || undefined };
    return { part: unless(part, PARTS[0]), ...own };
  }

  restore(params) {
    const part = PARTS.includes(params.get('part')) ? params.get('part') : PARTS[0];
    find(`input[name=part][value=${part}]`).checked = true;
    find('#others-message').value = params.get('message') ?? FIRST.message;
    find('#others-m').value = numberOf(params, 'm', 1, MOST_M) ?? FIRST.m;
    find('#others-p').value = numberOf(params, 'p', 0.05, 0.97) ?? FIRST.p;
    this.#position = Math.round(numberOf(params, part === 'golomb' ? 'n' : 'step', 0, 100) ?? 0);
  }

  #go(position) {
    if (!this.#run && this.#part !== 'golomb') return;
    this.#position = Math.max(0, Math.min(this.#total, position));
    this.#draw();
    this.changed();
  }

  show() {
    const part = this.#part;
    for (const node of find('#view-others').querySelectorAll('[data-parts]')) node.hidden = !node.dataset.parts.split(' ').includes(part);
    clearErrors(find('#view-others'));
    this.#run = undefined;
    try {
      if (part !== 'golomb') this.#run = (part === 'real' ? runReal : runTans)(readLetters(this.#message, MOST_LETTERS));
    } catch (error) {
      showError(find('#view-others'), 'others-message', error.message);
    }
    this.#position = Math.min(this.#position, this.#total);
    this.#draw();
  }

  #draw() {
    const position = this.#position;
    setDisabled({ '#others-start': position === 0, '#others-back': position === 0, '#others-forward': position === this.#total, '#others-end': position === this.#total });
    const { live, lines, tape, drawing } = this.#contents();
    find('#others-live').textContent = live;
    find('#others-tape').replaceChildren(...tape);
    find('#others-sums').replaceChildren(...(lines ? [drawLines(lines)] : []));
    find('#others-drawing').replaceChildren(...drawing);
  }

  #contents() {
    const position = this.#position;
    if (this.#part === 'golomb') {
      const [m, p] = [this.#m, this.#p];
      find('#others-m-value').textContent = String(m);
      find('#others-p-value').textContent = fixed(p);
      return { live: tellGolomb(position, m, p), lines: linesGolomb(position, m), tape: [], drawing: drawGolomb(position, m, p) };
    }
    if (!this.#run) return { live: '', tape: [], drawing: [] };
    const { table, steps } = this.#run;
    const step = steps[position];
    const isReal = this.#part === 'real';
    return {
      live: `Step ${position} of ${this.#total}: ${isReal ? tellReal(step) : tellTans(step, table)}`,
      lines: isReal ? linesReal(step) : linesTans(step, table),
      tape: drawTape([...this.#message], steps, position + 1),
      drawing: isReal ? drawReal(this.#run, position) : drawTans(this.#run, position, [...this.#message]),
    };
  }
}
