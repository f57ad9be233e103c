// Bits-back coding in three steps for each number.

import { BitsBack, GROUPS, VALUES, evidence, negativeElbo } from '../bitsback.js';
import { clearErrors, element, find, fixed, showError } from '../dom.js';
import { drawIntervals } from '../drawing/intervals.js';
import { drawBits, drawWords } from '../drawing/words.js';

const MOST = 24;
const TITLES = {
  posterior: ({ value }) => `1. Decode a group by the posterior of ${value}`,
  likelihood: ({ value, group }) => `2. Encode ${value} by the likelihood of ${GROUPS[group]?.name ?? 'the group'}`,
  prior: ({ group }) => `3. Encode ${GROUPS[group]?.name ?? 'the group'} by the prior`,
};

/** The numbers of a text, or an error in words. */
export function readValues(text) {
  const parts = text.split(/[\s,]+/).filter((part) => part !== '');
  if (parts.length === 0) throw new RangeError('Give at least one number.');
  if (parts.length > MOST) throw new RangeError(`At most ${MOST} numbers fit here.`);
  return parts.map((part) => {
    if (!/^\d+$/.test(part) || Number(part) >= VALUES) throw new RangeError(`“${part}” is not a whole number from 0 to ${VALUES - 1}.`);
    return Number(part);
  });
}

const signed = (bits) => `${bits < 0 ? '−' : '+'}${fixed(Math.abs(bits))} bits`;

export class BitsBackView {
  #back;

  constructor() {
    const on = (id, action) => find(id).addEventListener('click', () => { if (this.#back) action(this.#back); this.#draw(); });
    on('#bb-start', (back) => back.to(0));
    on('#bb-back', (back) => back.back());
    on('#bb-forward', (back) => back.forward());
    on('#bb-end', (back) => back.to(back.total));
    for (const id of ['#values', '#sharpness']) find(id).addEventListener('input', () => this.show());
    document.addEventListener('keydown', (event) => {
      if (find('#view-bits-back').hidden || !this.#back || event.altKey || event.ctrlKey || event.metaKey) return;
      if (event.target.closest('input, nav, .scroll') || !['ArrowLeft', 'ArrowRight', 'Home', 'End'].includes(event.key)) return;
      event.preventDefault();
      const back = this.#back;
      ({ ArrowRight: () => back.forward(), ArrowLeft: () => back.back(), Home: () => back.to(0), End: () => back.to(back.total) })[event.key]();
      this.#draw();
    });
  }

  get state() {
    return this.#back && { position: this.#back.position, ...this.#back.snapshot() };
  }

  show() {
    const position = this.#back?.position ?? 0;
    this.#back?.free();
    this.#back = undefined;
    clearErrors(find('#view-bits-back'));
    const sharpness = Number(find('#sharpness').value);
    find('#sharpness-value').textContent = sharpness === 1 ? 'exactly' : sharpness === 0 ? 'not at all' : `${Math.round(sharpness * 100)} %`;
    try {
      this.#back = new BitsBack(readValues(find('#values').value), sharpness);
      this.#back.to(position);
    } catch (error) {
      showError(find('#view-bits-back'), 'values', error.message);
    }
    this.#draw();
  }

  #draw() {
    const back = this.#back;
    const [stages, balance, state] = ['#bb-stages', '#bb-balance', '#bb-state'].map((id) => find(id));
    for (const button of find('#view-bits-back').querySelectorAll('.stepper button')) button.disabled = !back;
    if (!back) {
      for (const place of [stages, balance, state, find('#bb-live')]) place.replaceChildren();
      return;
    }
    const { position, total } = back;
    find('#bb-start').disabled = find('#bb-back').disabled = position === 0;
    find('#bb-end').disabled = find('#bb-forward').disabled = position === total;
    const first = 3 * Math.floor(Math.max(0, position - 1) / 3);
    stages.replaceChildren(...[first, first + 1, first + 2].map((i) => this.#stage(i)));
    find('#bb-live').textContent = this.#tell();
    const about = `In bits; the sum is of numbers that are done. The coder had ${back.start} bits at first and has ${back.snapshot().bits} now.`;
    balance.replaceChildren(element('h3', {}, 'The balance'), element('p', { class: 'note' }, about), this.#table());
    const now = back.snapshot();
    let before = now;
    if (position > 0) {
      back.back();
      before = back.snapshot();
      back.forward();
    }
    state.replaceChildren(drawBits(`Coder: ${now.bits} bits, state`, now.state, before.state, 64), drawWords('Words', now.words, before.words));
    const whole = Math.floor(position / 3);
    if (position % 3 === 0 && whole > 0) {
      const { values, exact } = back.restore();
      state.append(element('p', { class: 'note' }, `A receiver decodes ${values.join(', ')} from this and ${exact ? 'then has all the bits that were there at first' : 'gets something else'}.`));
    }
  }

  #stage(i) {
    const { position } = this.#back;
    const isDone = i < position;
    // Steps that are still to come need a group that may not be known yet.
    const isKnown = i <= position || i % 3 === 2;
    const step = this.#back.step(i);
    const card = element('div', { class: i === position - 1 ? 'stage now' : 'stage' });
    const title = element('h3', {}, element('span', {}, TITLES[step.stage](isDone || step.stage !== 'posterior' ? step : { ...step, group: undefined })));
    if (isDone) {
      const bits = this.#back.bits(i);
      title.append(element('span', { class: bits < 0 ? 'gain' : 'cost' }, signed(bits)));
    }
    card.append(title);
    if (!step.model || !isKnown) return card;
    let left = 0;
    const intervals = [...step.model.probabilities()].map((p, symbol) => {
      const probability = Math.round(p * 2 ** step.model.precision);
      const interval = { symbol, label: step.stage === 'likelihood' ? String(symbol) : GROUPS[symbol].name, left, probability };
      left += probability;
      return interval;
    });
    card.append(drawIntervals(intervals, step.model.precision, isDone ? step.symbol : undefined, 32));
    return card;
  }

  #tell() {
    const { position, total } = this.#back;
    if (position === 0) return `Step 0 of ${total}: the coder holds ${this.#back.start} bits that have to be sent anyway.`;
    const { stage, value, group, at } = this.#back.step(position - 1);
    const { name } = GROUPS[group];
    const bits = signed(this.#back.bits(position - 1));
    const what = { posterior: `group ${name} was decoded for ${value}`, likelihood: `${value} was encoded in group ${name}`, prior: `group ${name} was encoded` }[stage];
    return `Step ${position} of ${total}, number ${at + 1}: ${what}, ${bits}.`;
  }

  #table() {
    const { position, values, sharpness } = this.#back;
    const heads = ['Number', 'Group', 'Posterior', 'Likelihood', 'Prior', 'Net', '−ELBO', '−log₂ p'];
    const sums = { net: 0, elbo: 0, ideal: 0 };
    const rows = values.slice(0, Math.ceil(position / 3)).map((value, at) => {
      const bits = [0, 1, 2].map((k) => (3 * at + k < position ? this.#back.bits(3 * at + k) : undefined));
      const net = bits[2] === undefined ? undefined : bits[0] + bits[1] + bits[2];
      const [elbo, ideal] = [negativeElbo(value, sharpness), -Math.log2(evidence(value))];
      if (net !== undefined) { sums.net += net; sums.elbo += elbo; sums.ideal += ideal; }
      const cells = [GROUPS[this.#back.step(3 * at).group].name, ...[...bits, net, elbo, ideal].map((bit) => (bit === undefined ? '' : fixed(bit)))];
      return element('tr', {}, element('th', { scope: 'row' }, String(value)), ...cells.map((cell) => element('td', {}, cell)));
    });
    const foot = ['Sum', '', '', '', '', fixed(sums.net), fixed(sums.elbo), fixed(sums.ideal)];
    const table = element('table', {},
      element('thead', {}, element('tr', {}, ...heads.map((head) => element('th', { scope: 'col' }, head)))),
      element('tbody', {}, ...rows),
      element('tfoot', {}, element('tr', {}, ...foot.map((cell, i) => element(i ? 'td' : 'th', {}, cell)))));
    return element('div', { class: 'scroll', tabindex: '0', role: 'group', 'aria-label': 'Balance' }, table);
  }
}
