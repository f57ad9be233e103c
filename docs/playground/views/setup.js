// The panel of message, model and coder, which three views share.

import { CODERS } from '../coders.js';
import { clearErrors, element, find, showError } from '../dom.js';
import { MAX_BYTES, describe, fromPixels, fromText, message as toMessage } from '../message.js';
import { numberOf } from '../address.js';
import { ChoiceError, PRECISIONS, Plan, fittedGaussian, writeWeights } from '../models.js';

/** What is shown at first: a few letters to step through, and a message long enough to be measured. */
const FEW = 'abracadabra, said the coder';
export const MANY = Array.from({ length: 2000 }, (_, i) => 'aaaaaaaabacaadaa'[(Math.imul(i + 1, 2654435761) >>> 28)]).join('');

export class Setup extends EventTarget {
  #form = find('#setup');
  #written; // the probabilities that were written from the message
  #isPrecisionChosen = false;
  #isMessageChosen = false;
  message = fromText(find('#message').value);

  constructor() {
    super();
    for (const bits of PRECISIONS) find('#precision').append(element('option', { value: bits, selected: bits === 8 }, bits > 12 ? `${bits} bits` : `${bits} bits: steps of 1/${2 ** bits}`));
    for (const { id, name, text } of CODERS) {
      const input = element('input', { type: 'radio', name: 'coder', value: id, checked: id === 'ans' });
      find('#coders').append(element('label', {}, input, ` ${name} `, element('small', {}, text)));
    }
    this.#form.addEventListener('submit', (event) => event.preventDefault());
    find('#message').addEventListener('input', () => this.#takeText());
    find('#file').addEventListener('change', ({ target }) => target.files[0] && this.#takeFile(target.files[0]));
    find('#precision').addEventListener('input', () => { this.#isPrecisionChosen = true; });
    for (const control of ['#precision', '#own', '#mean', '#std']) find(control).addEventListener('input', () => this.#changed());
    for (const name of ['family', 'coder']) {
      for (const input of this.#form.elements[name]) input.addEventListener('change', () => this.#changed(name));
    }
    find('#fit').addEventListener('click', () => { this.#fit(); this.#changed(); });
    this.#listenToDrops();
    this.#fit();
    this.#writeOwn();
  }

  get choice() {
    return {
      family: this.#form.elements.family.value,
      precision: Number(find('#precision').value),
      mean: Number(find('#mean').value),
      std: Number(find('#std').value),
      own: find('#own').value,
    };
  }

  get coder() {
    return this.#form.elements.coder.value;
  }

  /** Models for the message, or for its start. An error is shown at its control, and there is no plan then. */
  plan(message = this.message) {
    clearErrors(this.#form);
    try {
      return new Plan(this.choice, message);
    } catch (error) {
      this.showError(error);
      return undefined;
    }
  }

  /** Whether the choice can be used: asked of a message that has each byte once, so that it takes no time. */
  get isUsable() {
    return this.plan(toMessage(Uint8Array.from(this.message.alphabet), this.message)) !== undefined;
  }

  showError(error, elsewhere = 'message') {
    showError(this.#form, error instanceof ChoiceError ? error.control : elsewhere, error.message);
    find('details', this.#form).open = true;
  }

  /** What a link has to say to open the same. A file cannot be in a link. */
  get params() {
    const { family, precision, mean, std, own } = this.choice;
    const isFitted = Object.entries(fittedGaussian(this.message)).every(([name, value]) => this.choice[name] === value);
    return {
      coder: this.coder === 'ans' ? undefined : this.coder,
      family: family === 'order0' ? undefined : family,
      precision: this.#isPrecisionChosen ? precision : undefined,
      mean: family === 'gaussian' && !isFitted ? mean : undefined,
      std: family === 'gaussian' && !isFitted ? std : undefined,
      own: family === 'own' && own !== this.#written ? own : undefined,
      message: this.message.kind === 'text' && this.#isMessageChosen && this.message.bytes.length <= 500 ? find('#message').value : undefined,
    };
  }

  /** Takes what an address says. What it does not say stays as it is. */
  restore(params) {
    for (const name of ['coder', 'family']) {
      const input = [...this.#form.elements[name]].find(({ value }) => value === params.get(name));
      if (input) input.checked = true;
    }
    if (params.has('message')) {
      find('#message').value = params.get('message');
      this.message = fromText(params.get('message'));
      this.#isMessageChosen = true;
    }
    this.#fit();
    this.#writeOwn();
    const precision = numberOf(params, 'precision', 4, 24);
    if (PRECISIONS.includes(precision)) {
      find('#precision').value = precision;
      this.#isPrecisionChosen = true;
    } else {
      this.#choosePrecision();
    }
    for (const name of ['mean', 'std']) find(`#${name}`).value = numberOf(params, name, 0, 255) ?? find(`#${name}`).value;
    if (params.has('own')) find('#own').value = params.get('own');
    this.#showFamily();
    this.refresh();
  }

  /** The message that suits a view, as long as nobody has chosen one: few letters to step through, many to measure. */
  suggest(isMeasured) {
    if (this.#isMessageChosen) return false;
    const text = isMeasured ? MANY : FEW;
    if (find('#message').value === text) return false;
    find('#message').value = text;
    this.message = fromText(text);
    this.#fit();
    this.#writeOwn();
    this.#choosePrecision();
    this.refresh();
    return true;
  }

  setGaussian({ mean, std }) {
    find('#mean').value = mean;
    find('#std').value = std;
    this.#changed();
  }

  #writeOwn() {
    // What somebody has typed stays.
    if (find('#own').value !== '' && find('#own').value !== this.#written) return;
    this.#written = this.message.bytes.length > 0 ? writeWeights(this.message) : '';
    find('#own').value = this.#written;
  }

  /** Few symbols need few bits, which are easy to see; with many, coarse probabilities would cost. */
  #choosePrecision() {
    if (this.#isPrecisionChosen && this.coder !== 'chain') return;
    find('#precision').value = this.coder === 'chain' ? 24 : this.message.alphabet.length > 16 || this.choice.family === 'gaussian' ? 16 : 8;
  }

  #showFamily() {
    const { family } = this.choice;
    for (const part of this.#form.querySelectorAll('[data-family]')) part.hidden = part.dataset.family !== family;
  }

  #takeText() {
    this.message = fromText(find('#message').value);
    this.#isMessageChosen = true;
    find('#file').value = '';
    this.#changed('message');
  }

  async #takeFile(file) {
    const refuse = (text) => showError(this.#form, 'file', text);
    if (file.size > MAX_BYTES) return refuse(`“${file.name}” has ${Math.ceil(file.size / 2 ** 20)} MiB; at most ${MAX_BYTES / 2 ** 20} fit here.`);
    if (file.size === 0) return refuse(`“${file.name}” is empty.`);
    try {
      this.message = file.type.startsWith('image/') ? await readImage(file)
        : toMessage(new Uint8Array(await file.arrayBuffer()), { name: file.name });
      find('#message').value = '';
      this.#isMessageChosen = true;
      this.#changed('message');
    } catch (error) {
      refuse(`“${file.name}” cannot be read: ${error.message}`);
    }
  }

  #listenToDrops() {
    const over = (event) => { event.preventDefault(); this.#form.classList.add('dropping'); };
    this.#form.addEventListener('dragover', over);
    this.#form.addEventListener('dragleave', () => this.#form.classList.remove('dropping'));
    this.#form.addEventListener('drop', (event) => {
      event.preventDefault();
      this.#form.classList.remove('dropping');
      if (event.dataTransfer.files[0]) this.#takeFile(event.dataTransfer.files[0]);
    });
  }

  #fit() {
    if (this.message.bytes.length === 0) return;
    const { mean, std } = fittedGaussian(this.message);
    find('#mean').value = mean;
    find('#std').value = std;
  }

  #changed(what) {
    if (what === 'message') this.#fit();
    if (what === 'message' || what === 'family') this.#writeOwn();
    if (what === 'coder' || what === 'message' || what === 'family') this.#choosePrecision();
    this.#showFamily();
    this.refresh();
    this.dispatchEvent(new Event('change'));
  }

  /** Writes what follows from the choice: values beside sliders, the summary. */
  refresh() {
    const { family, precision, mean, std } = this.choice;
    find('#mean-value').textContent = mean;
    find('#std-value').textContent = std;
    find('#message-about').textContent = this.message.bytes.length > 0 ? describe(this.message) : '';
    find('#coarse').hidden = !(this.message.alphabet.length > 16 && this.message.alphabet.length * 16 > 2 ** precision && this.message.alphabet.length <= 2 ** precision);
    find('#huffman-note').hidden = !(family === 'order1' && this.coder === 'huffman');
    const families = { order0: 'order 0', order1: 'order 1', gaussian: 'Gaussian', own: 'your own model' };
    const name = CODERS.find(({ id }) => id === this.coder).name;
    find('#setup-summary').textContent = `${this.message.bytes.length.toLocaleString('en')} bytes, ${families[family]}, ${precision} bits, ${name}`;
  }
}

async function readImage(file) {
  const bitmap = await createImageBitmap(file, { colorSpaceConversion: 'none', premultiplyAlpha: 'none' })
    .catch(() => { throw new Error('this browser does not know its image format.'); });
  const { width, height } = bitmap;
  if (width * height * 3 > MAX_BYTES) throw new Error('it has too many pixels.');
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
  context.drawImage(bitmap, 0, 0);
  bitmap.close();
  return fromPixels(context.getImageData(0, 0, width, height).data, width, height, file.name);
}
