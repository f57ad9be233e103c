// Bits-back coding in three steps for each number.

import { BitsBack, GROUPS, VALUES, evidence, negativeElbo } from '../bitsback.js';
import { clearErrors, element, find, fixed, onStepKeys, setDisabled, showError } from '../dom.js';
import { drawIntervals } from '../drawing/intervals.js';
import { drawBits, drawWords } from '../drawing/words.js';

const MOST = 24;
const VALUES_AT_FIRST = '3 7 8 12 9 4';
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
  #wanted; // the step that an address asks for

  constructor(changed) {
    const act = (action) => () => { if (this.#back) { action(this.#back); this.#draw(); changed(); } };
    const keys = {
      ArrowRight: act((back) => back.forward()), ArrowLeft: act((back) => back.back()), Home: act((back) => back.to(0)), End: act((back) => back.to(back.total)),
    };
    for (const [id, key] of [['#bb-start', 'Home'], ['#bb-back', 'ArrowLeft'], ['#bb-forward', 'ArrowRight'], ['#bb-end', 'End']]) {
      find(id).addEventListener('click', keys[key]);
    }
    for (const id of ['#values', '#sharpness']) find(id).addEventListener('input', () => { this.show(); changed(); });
    onStepKeys('#view-bits-back', keys);
  }

  get params() {
    const [values, sharpness] = [find('#values').value, find('#sharpness').value];
    return { values: values === VALUES_AT_FIRST ? undefined : values, sharpness: sharpness === '1' ? undefined : sharpness, step: (this.#back?.position ?? this.#wanted) || undefined };
  }

  restore(params) {
    if (params.has('values')) find('#values').value = params.get('values');
    if (params.has('sharpness')) find('#sharpness').value = params.get('sharpness');
    this.#wanted = Number(params.get('step')) || 0;
  }

  get state() {
    return this.#back && { position: this.#back.position, ...this.#back.snapshot() };
  }

  show() {
    const position = this.#wanted ?? this.#back?.position ?? 0;
    this.#wanted = undefined;
    this.#back?.free();
    this.#back = undefined;
    clearErrors(find('#view-bits-back'));
    const sharpness = Number(find('#sharpness').value);
    find('#sharpness-value').textContent = sharpness === 1 ? 'exact' : sharpness === 0 ? 'uniform' : `${Math.round(sharpness * 100)} %`;
    try {
      this.#back = new BitsBack(readValues(find('#values').value), sharpness);
      this.#back.to(Math.min(position, this.#back.total));
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
    setDisabled({ '#bb-start': position === 0, '#bb-back': position === 0, '#bb-forward': position === total, '#bb-end': position === total });
    const first = 3 * Math.floor(Math.max(0, position - 1) / 3);
    stages.replaceChildren(...[first, first + 1, first + 2].map((i) => this.#stage(i)));
    find('#bb-live').textContent = this.#tell();
    const about = `In bits; the sum covers the numbers that are done. The coder had ${back.start} bits at first and has ${back.snapshot().bits} now.`;
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
      state.append(element('p', { class: 'note' }, `A receiver decodes ${values.join(', ')} from this and ${exact ? 'then has all the bits from before the first number' : 'gets different numbers'}.`));
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
    // What matters is first, so that it is seen on a phone.
    const heads = ['Number', 'Net', '−ELBO', '−log₂ p', 'Group', 'Posterior', 'Likelihood', 'Prior'];
    const sums = { net: 0, elbo: 0, ideal: 0 };
    const rows = values.slice(0, Math.ceil(position / 3)).map((value, at) => {
      const bits = [0, 1, 2].map((k) => (3 * at + k < position ? this.#back.bits(3 * at + k) : undefined));
      const net = bits[2] === undefined ? undefined : bits[0] + bits[1] + bits[2];
      const [elbo, ideal] = [negativeElbo(value, sharpness), -Math.log2(evidence(value))];
      if (net !== undefined) { sums.net += net; sums.elbo += elbo; sums.ideal += ideal; }
      const show = (bit) => (bit === undefined ? '' : fixed(bit));
      const cells = [...[net, elbo, ideal].map(show), GROUPS[this.#back.step(3 * at).group].name, ...bits.map(show)];
      return element('tr', {}, element('th', { scope: 'row' }, String(value)), ...cells.map((cell) => element('td', {}, cell)));
    });
    const foot = ['Sum', fixed(sums.net), fixed(sums.elbo), fixed(sums.ideal), '', '', '', ''];
    const table = element('table', {},
      element('thead', {}, element('tr', {}, ...heads.map((head) => element('th', { scope: 'col' }, head)))),
      element('tbody', {}, ...rows),
      element('tfoot', {}, element('tr', {}, ...foot.map((cell, i) => element(i ? 'td' : 'th', {}, cell)))));
    return element('div', { class: 'scroll', tabindex: '0', role: 'group', 'aria-label': 'Balance' }, table);
  }
}
