// What the programs in all languages are made of.

import { chainSupply, fillWords } from '../coders.js';
import { MAX_STEPS, Stepper } from '../stepper.js';
import { head } from '../message.js';
import { Plan } from '../models.js';

/** The start of the message that programs are written for, and the words they give. */
export function ingredients(choice, coder, message) {
  const plan = new Plan(choice, head(message, MAX_STEPS));
  const stepper = new Stepper(coder, plan);
  try {
    stepper.to(plan.symbols.length);
    const now = stepper.snapshot();
    const contexts = [...plan.symbols].map((_, i) => plan.contextAt(i));
    const used = [...new Set(contexts)].sort((a, b) => a - b);
    return {
      coder,
      plan,
      precision: plan.precision,
      symbols: [...plan.symbols].map((symbol) => symbol - (coder === 'huffman' ? plan.first : 0)),
      alphabet: plan.alphabet,
      isGaussian: plan.alphabet === undefined,
      gaussian: { min: plan.first, max: plan.first + plan.size - 1, mean: plan.choice.mean, std: plan.choice.std },
      // One model: its number is 0. Several: those that come, numbered anew.
      tables: used.map((context) => (coder === 'huffman' ? plan.weights(context) : plan.counts?.[context])),
      contexts: contexts.map((context) => used.indexOf(context)),
      fill: coder === 'chain' ? [...fillWords(chainSupply(plan.symbols.length))] : [],
      words: now.compressed,
      isReverse: coder === 'ans' || coder === 'chain',
    };
  } finally {
    stepper.free();
  }
}

/** Numbers between commas, in lines of at most `width` columns. */
export function list(numbers, indent = '    ', width = 92) {
  const one = numbers.join(', ');
  if (one.length <= 48) return `[${one}]`;
  const lines = [];
  let line = '';
  for (const number of numbers) {
    if (line.length + String(number).length + 2 > width - indent.length) {
      lines.push(line.trimEnd());
      line = '';
    }
    line += `${number}, `;
  }
  lines.push(line.trimEnd());
  return `[\n${lines.map((text) => indent + text).join('\n')}\n${indent.slice(4)}]`;
}

/** A number as a literal of a float in all three languages. */
export const float = (number) => (Number.isInteger(number) ? `${number}.0` : String(number));
