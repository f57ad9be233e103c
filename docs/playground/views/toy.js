// The whole state space of a small ANS coder.

import { clearErrors, element, find, onStepKeys, setDisabled, showError } from '../dom.js';
import { picture, svg, text, viewWidth } from '../drawing/svg.js';
import { LOWEST, MOST_LETTERS, MOST_SYMBOLS, SCALE, STATES, run } from '../toy.js';

const superscript = (number) => [...String(number)].map((digit) => '⁰¹²³⁴⁵⁶⁷⁸⁹'[digit]).join('');

/** The message, if it has few enough letters; else an error in words. */
export function readLetters(message, most = MOST_LETTERS) {
  const letters = [...message];
  if (letters.length === 0) throw new RangeError('Write at least one letter.');
  if (letters.length > most) throw new RangeError(`At most ${most} letters fit here.`);
  if (new Set(letters).size > MOST_SYMBOLS) throw new RangeError(`At most ${MOST_SYMBOLS} different letters fit here.`);
  return message;
}

export class Toy {
  #run;
  #position = 0;

  constructor(changed) {
    this.changed = changed;
    const on = (id, action) => find(id).addEventListener('click', () => this.#go(action()));
    on('#toy-start', () => 0);
    on('#toy-back', () => this.#position - 1);
    on('#toy-forward', () => this.#position + 1);
    on('#toy-end', () => Infinity);
    find('#toy-message').addEventListener('input', () => { this.#position = 0; this.show(); this.changed(); });
    onStepKeys('#view-toy', { ArrowRight: () => this.#go(this.#position + 1), ArrowLeft: () => this.#go(this.#position - 1), Home: () => this.#go(0), End: () => this.#go(Infinity) });
  }

  get params() {
    const message = find('#toy-message').value;
    return { message: message === 'abacab' ? undefined : message, step: this.#position || undefined };
  }

  restore(params) {
    if (params.has('message')) find('#toy-message').value = params.get('message');
    this.#position = Number(params.get('step')) || 0;
  }

  get #total() { return this.#run ? this.#run.steps.length - 1 : 0; }

  #go(position) {
    if (!this.#run) return;
    this.#position = Math.max(0, Math.min(this.#total, position));
    this.#draw();
    this.changed();
  }

  show() {
    clearErrors(find('#view-toy'));
    this.#run = undefined;
    try {
      this.#run = run(readLetters(find('#toy-message').value));
      this.#position = Math.min(this.#position, this.#total);
    } catch (error) {
      showError(find('#view-toy'), 'toy-message', error.message);
    }
    this.#draw();
  }

  #draw() {
    const [live, sums, space, words] = ['#toy-live', '#toy-sums', '#toy-space', '#toy-words'].map((id) => find(id));
    setDisabled({ '#toy-start': this.#position === 0, '#toy-back': this.#position === 0, '#toy-forward': this.#position === this.#total, '#toy-end': this.#position === this.#total });
    if (!this.#run) {
      for (const place of [live, sums, space, words]) place.replaceChildren();
      return;
    }
    const { table, steps } = this.#run;
    const step = steps[this.#position];
    live.textContent = tell(step, this.#position, this.#total);
    sums.replaceChildren(...arithmetic(step).map(([name, formula]) => element('li', {}, element('span', {}, name), element('code', {}, formula))));
    space.replaceChildren(drawSpace(table, step));
    const list = element('ol', { class: 'words', 'aria-label': 'Words' });
    const before = steps[this.#position - 1]?.words ?? [];
    step.words.forEach((word, i) => list.append(element('li', { class: i >= before.length ? 'new' : undefined }, String(word))));
    for (const word of before.slice(step.words.length)) list.append(element('li', { class: 'gone' }, element('del', {}, String(word))));
    if (list.childElementCount === 0) list.append(element('li', { class: 'none' }, 'none'));
    words.replaceChildren(element('h4', {}, 'Words of 4 bits, top of the stack last'), list);
  }
}

function tell(step, position, total) {
  if (step.verb === 'start') return `Step 0 of ${total}: the coder starts with the smallest state, ${LOWEST}.`;
  return `Step ${position} of ${total}: ${step.verb === 'encode' ? 'encoded' : 'decoded'} “${step.symbol.letter}”, state ${step.before} → ${step.state}.`;
}

/** The lines of the calculation: what is done, and its numbers. */
function arithmetic(step) {
  if (step.verb === 'start') return [['state', `x = ${LOWEST}`]];
  const { letter, left, share } = step.symbol;
  if (step.verb === 'encode') {
    const lines = [['symbol', `“${letter}” has p = ${share} of ${SCALE} quantiles, from l = ${left} on`]];
    let x = step.before;
    for (const word of step.pushed) {
      lines.push(['make room', `${x} ≥ ${share} · ${SCALE} = ${share * SCALE}: push ${x} mod ${SCALE} = ${word}, x = ${Math.floor(x / SCALE)}`]);
      x = Math.floor(x / SCALE);
    }
    if (step.pushed.length === 0) lines.push(['make room', `${x} < ${share} · ${SCALE} = ${share * SCALE}: no need`]);
    lines.push(['divide', `${x} div ${share} = ${step.quotient}, rest ${step.rest}`]);
    lines.push(['new state', `${step.quotient} · ${SCALE} + ${left} + ${step.rest} = ${step.state}`]);
    return lines;
  }
  const lines = [
    ['quantile', `${step.before} mod ${SCALE} = ${step.quantile}: “${letter}”, which has ${left}${share > 1 ? ` to ${left + share - 1}` : ''}`],
    ['old state', `${step.quotient} · ${share} + ${step.quantile} − ${left} = ${step.small}`],
  ];
  let x = step.small;
  for (const word of step.popped) {
    lines.push(['fill up', `${x} < ${LOWEST}: pop ${word}, x = ${x} · ${SCALE} + ${word} = ${x * SCALE + word}`]);
    x = x * SCALE + word;
  }
  return lines;
}

/** A row for each multiple of 16: the column of a state is its quantile, and says the symbol. */
function drawSpace(table, step) {
  const width = viewWidth();
  const cell = (width - 44) / SCALE;
  const rows = STATES / SCALE;
  const height = Math.min(cell, 22);
  const kind = Array.from({ length: SCALE }, (_, q) => table.findIndex(({ left, share }) => q >= left && q < left + share));
  const at = (state) => [44 + (state % SCALE) * cell, 46 + (Math.floor(state / SCALE) - 1) * height];
  const parts = [text(44 + (SCALE * cell) / 2, 12, `quantile: x mod 2${superscript(4)}`, { class: 'note' })];
  for (let q = 0; q < SCALE; q++) parts.push(text(44 + (q + 0.5) * cell, 28, String(q), { class: 'note small' }));
  table.forEach(({ letter, left, share }, i) => parts.push(
    svg('rect', { x: 44 + left * cell, y: 32, width: share * cell - 1, height: 12, class: `share s${i}` }),
    text(44 + (left + share / 2) * cell, 42, letter, { class: 'letter' })));
  for (let state = LOWEST; state < STATES; state++) {
    const [x, y] = at(state);
    if (state % SCALE === 0) parts.push(text(36, y + height / 2 + 4, String(state), { class: 'note small', 'text-anchor': 'end' }));
    const mark = state === step.state ? ' now' : state === step.before ? ' before' : '';
    parts.push(svg('rect', { x, y, width: cell - 1, height: height - 1, class: `cell s${kind[state % SCALE]}${mark}` }));
  }
  if (step.before >= LOWEST) {
    const [[x1, y1], [x2, y2]] = [at(step.before), at(step.state)].map(([x, y]) => [x + cell / 2, y + height / 2]);
    const bend = Math.max(14, Math.abs(x2 - x1) / 5);
    parts.push(svg('path', { d: `M${x1} ${y1} Q ${(x1 + x2) / 2 + bend} ${(y1 + y2) / 2 - bend} ${x2} ${y2}`, class: 'jump' }));
  }
  const [x, y] = at(step.state);
  parts.push(svg('circle', { cx: x + cell / 2, cy: y + height / 2, r: Math.min(6, height / 3), class: 'here' }));
  const label = `All states from ${LOWEST} to ${STATES - 1}; the state is ${step.state}, the column of “${table[kind[step.state % SCALE]].letter}”.`;
  return picture(width, 52 + (rows - 1) * height, label, ...parts);
}
