// Bits per symbol of each coder beside the information content.

import { CODERS, checkCoder } from '../coders.js';
import { clearErrors, count, duration, element, find, fixed, showError } from '../dom.js';

const SMALL = 20000; // bytes that are measured without asking
const NAMES = Object.fromEntries(CODERS.map(({ id, name }) => [id, name]));

export class Measure {
  #worker = new Worker(new URL('../worker.js', import.meta.url), { type: 'module' });
  #id = 0;
  #sent;
  #content;
  #results = new Map();
  #waiting = [];
  #coderCount = 1;

  constructor(setup) {
    this.setup = setup;
    this.ready = new Promise((resolve) => { this.#waiting.push(resolve); });
    this.#worker.addEventListener('message', ({ data }) => this.#hear(data));
    this.#worker.addEventListener('error', () => showError(document.body, 'measure', 'The coders could not be loaded into a worker.'));
    find('#measure-one').addEventListener('click', () => this.#start([setup.coder]));
    find('#measure-all').addEventListener('click', () => this.#start(this.#coders()));
    find('#cancel').addEventListener('click', () => this.#cancel());
  }

  /** Called when the view is opened, or the choice has changed while it is open. */
  show(isChanged) {
    if (!isChanged && this.#results.size > 0) return;
    this.#stop();
    this.#results.clear();
    this.#content = undefined;
    this.#draw();
    this.#say('');
    find('#measure-one').textContent = `Measure ${NAMES[this.setup.coder]}`;
    if (this.setup.message.bytes.length <= SMALL) this.#start(this.#coders());
    else if (this.setup.isUsable) this.#say('Press a button to start.');
  }

  /** All coders that can have this precision. The one that is chosen is measured whatever it is. */
  #coders() {
    return CODERS.map(({ id }) => id).filter((id) => {
      if (id === this.setup.coder) return true;
      try { checkCoder(id, this.setup.choice.precision); return true; } catch { return false; }
    });
  }

  get #leftOut() {
    return this.#coderCount > 1 && !this.#results.has('chain') ? ' (The chain coder needs a precision of 24 bits.)' : '';
  }

  #start(coders) {
    this.#stop();
    clearErrors(find('#view-measure'));
    this.#results.clear();
    this.#draw();
    const { message } = this.setup;
    this.#say('');
    if (!this.setup.isUsable) return;
    const news = this.#sent === message ? undefined : { bytes: message.bytes, kind: message.kind, stride: message.stride, name: message.name, size: message.size };
    this.#sent = message;
    this.#id += 1;
    find('#cancel').hidden = false;
    find('#progress').hidden = false;
    find('#progress').value = 0;
    this.#coderCount = coders.length;
    this.#worker.postMessage({ id: this.#id, message: news, choice: this.setup.choice, coders });
  }

  #cancel() {
    this.#stop();
    this.#say('Cancelled.');
    find('#measure-one').focus();
  }

  #stop() {
    this.#id += 1;
    this.#worker.postMessage({ id: this.#id });
    find('#cancel').hidden = true;
    find('#progress').hidden = true;
  }

  #say(text) {
    find('#measure-status').textContent = text;
  }

  #hear(data) {
    if (data.kind === 'ready') this.#waiting.forEach((resolve) => resolve());
    if (data.id !== this.#id) return;
    if (data.kind === 'progress') {
      find('#progress').value = (this.#results.size + data.part) / this.#coderCount;
      if (data.part === 0) this.#say(`Coding ${count(this.setup.message.bytes.length)} symbols …`);
    } else if (data.kind === 'content') {
      this.#content = data;
    } else if (data.kind === 'result') {
      this.#results.set(data.result.coder, data.result);
      this.#draw();
    } else if (data.kind === 'error') {
      this.#stop();
      this.#say('');
      showError(document.body, data.control, data.text);
    } else if (data.kind === 'done') {
      this.#stop();
      const results = [...this.#results.values()];
      this.#say(results.every(({ exact }) => exact) ? `Done. Every coder restored the message exactly.${this.#leftOut}`
        : 'A coder did not restore the message!');
    }
  }

  #draw() {
    const [chart, table] = [find('#measure-chart'), find('#measure-table')];
    chart.replaceChildren();
    table.replaceChildren();
    if (!this.#content || this.#results.size === 0) return;
    const { bits: ideal, count: symbols } = this.#content;
    const rows = [...this.#results.values()].map((row) => ({ ...row, stored: row.words === undefined ? row.bits / 8 : 4 * row.words }));
    const most = Math.max(ideal, ...rows.map(({ stored }) => 8 * stored)) || 1;
    const bars = element('div', { class: 'chart', role: 'img', 'aria-label': 'Bits per symbol; the table has the numbers.' });
    const bar = (name, bits, isIdeal) => {
      const fill = element('div', { class: 'fill' });
      fill.style.width = `${(Math.min(bits, ideal) / most) * 100}%`;
      const over = element('div', { class: 'over' });
      over.style.width = `${(Math.max(0, bits - ideal) / most) * 100}%`;
      bars.append(element('span', {}, name), element('div', { class: isIdeal ? 'track ideal' : 'track' }, fill, over),
        element('span', { class: 'number' }, fixed(bits / symbols, 3)));
    };
    bar('Ideal', ideal, true);
    for (const { coder, stored } of rows) bar(NAMES[coder], 8 * stored, false);
    const key = element('p', { class: 'legend' });
    for (const [text, colour] of [['information content', 'var(--accent)'], ['overhead', 'var(--warm)']]) {
      const item = element('span', {}, text);
      item.style.setProperty('--key', colour);
      key.append(item);
    }
    chart.append(element('h3', {}, 'Bits per symbol, as stored'), bars, key);
    const about = `${count(symbols)} symbols with ${fixed(ideal, 1)} bits (${count(ideal / 8)} bytes) of information under this model, ${fixed(ideal / symbols, 3)} each:`;
    table.append(element('p', { class: 'note' }, about), element('div', { class: 'scroll', tabindex: '0', role: 'group', 'aria-label': 'Results' }, this.#table(rows, ideal, symbols)));
  }

  #table(rows, ideal, symbols) {
    const heads = ['Coder', 'Stored', 'Bits/symbol', 'Overhead', 'Encode', 'Decode', 'Restored'];
    const body = rows.map(({ coder, stored, words, encodeMs, decodeMs, exact }) => {
      const bits = 8 * stored;
      const overhead = ideal > 0 ? `${fixed(bits - ideal, 1)} (${fixed((bits / ideal - 1) * 100, 1)} %)` : fixed(bits - ideal, 1);
      const cells = [words === undefined ? `+ ${count(stored)} bytes` : `${count(stored)} bytes`, fixed(bits / symbols, 3), overhead, duration(encodeMs), duration(decodeMs), exact ? 'exactly' : 'NO'];
      return element('tr', {}, element('th', { scope: 'row' }, NAMES[coder]), ...cells.map((cell) => element('td', {}, cell)));
    });
    return element('table', {},
      element('thead', {}, element('tr', {}, ...heads.map((head) => element('th', { scope: 'col' }, head)))),
      element('tbody', {}, ...body));
  }
}
