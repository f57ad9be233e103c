// Programs in three languages that encode the message, and the words they give.

import { clearErrors, copyButton, element, find, hex } from '../dom.js';
import { MAX_STEPS } from '../stepper.js';
import { ingredients } from '../snippets/ingredients.js';
import { javascript } from '../snippets/javascript.js';
import { python } from '../snippets/python.js';
import { rust } from '../snippets/rust.js';

const LANGUAGES = [['JavaScript', javascript], ['Python', python], ['Rust', rust]];

export class Code {
  constructor(setup) {
    this.setup = setup;
  }

  show() {
    const [about, words, programs] = ['#code-about', '#code-words', '#code-programs'].map((id) => find(id));
    for (const place of [about, words, programs]) place.replaceChildren();
    clearErrors(find('#view-code'));
    if (!this.setup.plan()) return;
    try {
      const what = ingredients(this.setup.choice, this.setup.coder, this.setup.message);
      const isCut = this.setup.message.bytes.length > MAX_STEPS;
      about.textContent = `The three packages write the same words, bit for bit. Each program encodes ${isCut ? `the first ${MAX_STEPS} bytes` : 'the message'}, `
        + `checks the words, decodes them, and prints them. ${this.#symbols(what)}`;
      const list = element('ol', { class: 'words', 'aria-label': 'Words' }, ...what.words.map((word) => element('li', {}, hex(word, 8))));
      words.append(element('h3', {}, `${what.words.length} ${what.words.length === 1 ? 'word' : 'words'} in all three`), list);
      for (const [name, write] of LANGUAGES) {
        const program = write(what);
        const caption = element('figcaption', {}, name, copyButton(`the program in ${name}`, () => program));
        programs.append(element('figure', {}, caption,
          element('pre', { tabindex: '0', 'aria-label': `Program in ${name}`, 'data-language': name }, element('code', {}, program))));
      }
    } catch (error) {
      this.setup.showError(error, 'code');
    }
  }

  #symbols({ alphabet, plan, coder }) {
    if (alphabet) return 'A symbol is the index of its byte in the sorted list of the model’s bytes.';
    return coder === 'huffman' && plan.first > 0 ? `A symbol is a byte minus ${plan.first}.` : 'Symbols are bytes.';
  }
}
