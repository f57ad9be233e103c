// The two heads of a chain coder, each on a stack of its own.

import { drawBits, drawWords } from './words.js';

export function drawChain(now, before, { last }) {
  const note = {
    encode: 'The remainders head is divided by the symbol’s probability, and 24 bits go to the compressed head.',
    decode: '24 bits left the compressed head, whatever the model; what the symbol did not need went to the remainders head.',
    finish: 'All symbols are encoded. Now they are decoded.',
  }[last?.phase] ?? 'The remainders start as fixed words. Encoding takes words from them.';
  return [
    drawBits('Compressed head', BigInt(now.heads.compressed), BigInt(before.heads.compressed), 32, note),
    drawWords('Compressed words', now.words, before.words),
    drawBits('Remainders head', now.heads.remainders, before.heads.remainders, 64),
    drawWords('Remainder words', now.remainders, before.remainders),
  ];
}
